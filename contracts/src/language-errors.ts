import { error } from './error-entry.ts'

/** Errors of language models, conversations and the evaluation lab. */
export const LANGUAGE_ERRORS = {
  LP_LANGUAGE_MODEL_UNKNOWN: error(
    404,
    false,
    'There is no such language model',
    'List what is connected with "learnpath language-models" or GET /language-models.',
  ),
  LP_LANGUAGE_MODEL_MISSING: error(
    404,
    false,
    'The engine does not have this language model',
    'Get it there first, for example with "ollama pull NAME".',
  ),
  LP_LANGUAGE_MODEL_UNREACHABLE: error(
    502,
    true,
    'The engine of the language model cannot be reached',
    'Check that it runs and that the settings name its address.',
  ),
  LP_LANGUAGE_MODEL_BUSY: error(
    429,
    true,
    'The language model has too much to do',
    'Wait for the seconds named in Retry-After and ask again.',
  ),
  LP_LANGUAGE_MODEL_FAILED: error(
    502,
    true,
    'The language model did not answer as it should',
    'Ask again; if it stays so, look at the log of the engine or choose another model.',
  ),
  LP_LANGUAGE_MODEL_ENGINE_MISSING: error(
    501,
    false,
    'The program that runs language model files is not installed',
    'Install it with the command that the detail names; it is an extra because of its size.',
  ),
  LP_PROMPT_TOO_LONG: error(
    422,
    false,
    'The question and its sources are longer than the model can read',
    'Ask more shortly, raise LEARNPATH_CHAT_CONTEXT_TOKENS, or choose a model with a longer context.',
  ),
  LP_CONVERSATION_NOT_FOUND: error(
    404,
    false,
    'There is no such conversation',
    'List the conversations with GET /conversations.',
  ),
  LP_TURN_NOT_FOUND: error(404, false, 'There is no such turn in this conversation', 'Use the id of one of its turns.'),
  LP_ANSWER_INTERRUPTED: error(503, true, 'LearnPath ended while it was answering', 'Ask the question again.'),
  LP_QUESTION_SET_INVALID: error(
    422,
    false,
    'The question set is not valid',
    'Correct what is named; the guide to the evaluation lab shows the form.',
  ),
  LP_QUESTION_SET_NOT_FOUND: error(
    404,
    false,
    'There is no such question set',
    'List them with "learnpath eval sets" or GET /evaluation/question-sets.',
  ),
  LP_EVALUATION_NOT_FOUND: error(
    404,
    false,
    'There is no such evaluation',
    'List them with "learnpath eval list" or GET /evaluation/runs.',
  ),
  LP_EVALUATION_PAIR_NOT_FOUND: error(
    404,
    false,
    'There is no such pair or judgement in this evaluation',
    'Take the pair from GET /evaluation/runs/{id}/next-pair.',
  ),
  LP_EVALUATION_STATE: error(
    409,
    false,
    'The evaluation is not in a state that allows this',
    'Wait until it has ended, or resume it first.',
  ),
} as const
