import { describe, expect, it } from 'vitest'
import type { QuestionDraft } from '../../../ports/question-writer.ts'
import {
  CONTEXT,
  CHOICE,
  GERMAN_CHOICE,
  CLOZE,
  TRUE,
  FALSE,
  GERMAN_TRUE,
  SHORT,
  ORDERING,
  MATCHING,
  inDocument,
  statement,
  gap,
  type Offence,
} from './testing/drafts.ts'
import { verifyDraft } from './verify-draft.ts'

describe('good questions', () => {
  it.each<[string, QuestionDraft]>([
    ['a choice', CHOICE],
    ['a choice in German', GERMAN_CHOICE],
    ['a gap', CLOZE],
    ['a true statement', TRUE],
    ['a false statement', FALSE],
    ['a statement in German', GERMAN_TRUE],
    ['a short answer', SHORT],
    ['an ordering', ORDERING],
    ['a matching', MATCHING],
  ])('pass: %s', (_, draft) => expect(verifyDraft(draft, CONTEXT)).toEqual({ ok: true }))
})

describe('what looks like an offence and is none', () => {
  it.each<[string, Offence]>([
    ['a marked negation', { draft: { ...CHOICE, stem: 'Which of these is NOT a way of growing?' } }],
    [
      'a negation in what is quoted',
      { draft: { ...CHOICE, stem: 'Which term is described here: “a division that is not unequal”?' } },
    ],
    [
      'the same article before all options',
      {
        draft: {
          ...CHOICE,
          stem: 'Equal daughter cells are made by a _____',
          options: ['process', 'reaction', 'collision'],
        },
      },
    ],
    [
      'a vague word in all options',
      inDocument({ ...CHOICE, options: ['usually red', 'usually blue', 'usually green'] }, 'They are usually red.'),
    ],
    [
      'an article left open and an explanation left out',
      inDocument(
        { ...CLOZE, stem: 'A(n) _____ speeds up a reaction of the cell.', answerText: 'enzyme' },
        'An enzyme (a protein) speeds up a reaction of the cell.',
      ),
    ],
    ['German es gibt', statement('Es gibt an jener Küste zwei Fluten am Tag.', GERMAN_TRUE)],
    [
      'an answer in another inflection',
      {
        draft: {
          ...SHORT,
          answerText: 'equal daughter cell',
          answer: { text: 'equal daughter cell' },
          stem: 'What comes of mitosis?',
        },
      },
    ],
    [
      'German quotation marks',
      { draft: { ...GERMAN_CHOICE, stem: 'Welcher Begriff wird hier beschrieben: „Ansteigen des Wassers“?' } },
    ],
    ['another language, whose usage is not known', gap('Toujours la mitose divise une cellule en deux.', 'mitose')],
  ])('%s', (_, { draft, context = CONTEXT }) => expect(verifyDraft(draft, context)).toEqual({ ok: true }))
})
