import { error } from './error-entry.ts'

/** Errors of concepts, plans, quizzes, reviews and exchange. */
export const LEARNING_ERRORS = {
  LP_CONCEPT_NOT_FOUND: error(
    404,
    false,
    'There is no such concept',
    'List the concepts with "learnpath concepts" or GET /concepts.',
  ),
  LP_CONCEPT_NAME_TAKEN: error(409, false, 'Another concept has this name', 'Merge the two, or choose another name.'),
  LP_PREREQUISITE_CYCLE: error(
    409,
    false,
    'Each of the concepts would need the other',
    'Forbid the opposite prerequisite first.',
  ),
  LP_QUIZ_NOT_FOUND: error(404, false, 'There is no such quiz', 'List the quizzes with GET /quizzes.'),
  LP_QUIZ_EMPTY: error(
    422,
    false,
    'The documents hold nothing that a good question could be made of',
    'Add documents with running text, choose other concepts, or allow more types of questions.',
  ),
  LP_QUIZ_ITEM_NOT_FOUND: error(404, false, 'There is no such quiz item', 'Use the id of an item of this quiz.'),
  LP_ANSWER_UNSUITABLE: error(
    400,
    false,
    'The answer does not have the form that this type of item takes',
    'See QuizAnswer in /reference.',
  ),
  LP_ANSWER_NOT_FOUND: error(
    404,
    false,
    'There is no such answer',
    'Use the id that came back when the item was answered.',
  ),
  LP_CARD_NOT_FOUND: error(404, false, 'There is no such card', 'List the cards with GET /cards.'),
  LP_CARD_SUSPENDED: error(
    409,
    false,
    'The card is suspended',
    'Resume it first: PATCH /cards/{id} with suspended false.',
  ),
  LP_CARD_OF_ITEM: error(
    409,
    false,
    'The card is made from a quiz item and cannot be edited',
    'Make a card of your own, or rate the item down.',
  ),
  LP_REVIEW_NONE: error(
    409,
    false,
    'There is no review to take back',
    'Only reviews of this data folder can be undone, the last one first.',
  ),
  LP_PLAN_NOT_FOUND: error(404, false, 'There is no such plan', 'List the plans with "learnpath plans" or GET /plans.'),
  LP_PLAN_EMPTY: error(
    422,
    false,
    'Nothing in the documents has to do with the goal',
    'Say the goal in words that the documents use, or choose documents or concepts.',
  ),
  LP_PLAN_MODULE_NOT_FOUND: error(
    404,
    false,
    'The plan has no such module',
    'Use an id of the modules of GET /plans/{id}.',
  ),
  LP_PLAN_SESSION_NOT_FOUND: error(
    404,
    false,
    'The plan has no such session, or it is past',
    'Use the id of a planned session of GET /plans/{id}.',
  ),
  LP_EXPORT_EMPTY: error(422, false, 'There is nothing to export', 'Make a quiz or cards first.'),
  LP_EXPORT_UNWRITABLE: error(
    400,
    false,
    'The file cannot be written there',
    'Choose another place with --out; its folder must exist and be yours to write to.',
  ),
  LP_IMPORT_UNSUPPORTED: error(
    415,
    false,
    'Files of this kind cannot be imported',
    'Supported: Anki packages (.apkg), text files of Anki, and JSON exports of LearnPath.',
  ),
  LP_IMPORT_DAMAGED: error(422, false, 'The file is damaged', 'Export it again from the program it came from.'),
} as const
