import type { QuestionDraft } from '../../../../ports/question-writer.ts'
import type { ConceptEntry, StudyDocument } from '../../../../ports/study-material.ts'
import { verificationContext } from '../verification-context.ts'

export const MITOSIS = 'Mitosis is a process by which one cell becomes two equal daughter cells.'
export const SPINDLE = 'The mitotic spindle is built of microtubules, and actin is part of the cortex.'
const STEPS = 'Fill the flask with water. Heat it to boiling. Add one spoon of salt.'
export const PAIRS = 'An enzyme speeds up reactions. A lipid stores energy. A hormone carries messages.'
const TIDE = 'Die Flut ist das Ansteigen des Wassers an einer Küste.'
export const MEMBRANE = 'Adenosine triphosphate (ATP) drives the pumps of the outer membrane.'
export const QUESTION = 'What is it that makes a cell divide into two halves?'
export const OTHERS = 'Meiosis is a process by which one cell becomes two pairs of unequal daughter cells.'
const TEXT = [MITOSIS, SPINDLE, STEPS, PAIRS, TIDE, MEMBRANE, QUESTION, OTHERS].join('\n\n')

function concept(name: string, more: Partial<ConceptEntry> = {}): ConceptEntry {
  return {
    id: `c_${name}`,
    name,
    aliases: [],
    language: 'en',
    rank: 1,
    importance: 1,
    difficulty: 0.5,
    plural: null,
    kind: 'noun',
    home: [],
    definition: null,
    firstMention: 0,
    ...more,
  }
}

const DOCUMENT: StudyDocument = {
  documentId: 'doc_1',
  versionHash: 'v1',
  collection: 'library',
  path: 'a.md',
  title: 'A',
  language: 'en',
  text: TEXT,
  sections: [],
  sentences: [],
  mentions: [],
}
export const CONTEXT = verificationContext({
  map: {
    collectionId: 'col_1',
    collection: 'library',
    revision: 1,
    concepts: [
      concept('mitosis', { aliases: ['nuclear division'] }),
      concept('meiosis', {
        definition: { documentId: 'doc_1', start: TEXT.indexOf(OTHERS), end: TEXT.indexOf(OTHERS) + OTHERS.length },
      }),
    ],
    prerequisites: [],
    documentIds: ['doc_1'],
    orderTrust: 0,
  },
  documents: [DOCUMENT],
})

const at = (quote: string) => ({
  documentId: 'doc_1',
  start: TEXT.indexOf(quote),
  end: TEXT.indexOf(quote) + quote.length,
})

export const CHOICE: QuestionDraft = {
  type: 'multiple-choice',
  stem: 'What is the making of two equal daughter cells called?',
  options: ['mitosis', 'osmosis', 'digestion', 'diffusion'],
  left: [],
  right: [],
  answer: { option: 0 },
  answerText: 'mitosis',
  accepted: [],
  conceptId: 'c_mitosis',
  evidence: at(MITOSIS),
  bloom: 'remember',
  language: 'en',
  difficulty: 0.5,
  pattern: 'a test',
}
export const GERMAN_CHOICE: QuestionDraft = {
  ...CHOICE,
  stem: 'Wie nennt man das Ansteigen des Wassers an einer Küste?',
  options: ['Flut', 'Wind', 'Nebel', 'Strom'],
  answerText: 'Flut',
  evidence: at(TIDE),
  language: 'de',
}
export const CLOZE: QuestionDraft = {
  ...CHOICE,
  type: 'cloze',
  stem: '_____ is a process by which one cell becomes two equal daughter cells.',
  options: [],
  answer: { text: 'Mitosis' },
  answerText: 'Mitosis',
}
export const TRUE: QuestionDraft = {
  ...CLOZE,
  type: 'true-false',
  stem: `True or false? ${MITOSIS}`,
  answer: { isTrue: true },
  answerText: 'True',
}
export const FALSE: QuestionDraft = {
  ...TRUE,
  stem: `True or false? ${MITOSIS.replace('Mitosis', 'Osmosis')}`,
  answer: { isTrue: false },
  answerText: 'False',
}
export const GERMAN_TRUE: QuestionDraft = {
  ...TRUE,
  stem: `Richtig oder falsch? ${TIDE}`,
  evidence: at(TIDE),
  language: 'de',
}
export const SHORT: QuestionDraft = {
  ...CLOZE,
  type: 'short-answer',
  stem: 'What is the making of two equal daughter cells called?',
}
export const ORDERING: QuestionDraft = {
  ...CHOICE,
  type: 'ordering',
  stem: 'Put the steps in the right order: Making salt water',
  options: ['Heat it to boiling.', 'Fill the flask with water.', 'Add one spoon of salt.'],
  answer: { order: [1, 0, 2] },
  answerText: '',
  evidence: at(STEPS),
}
export const MATCHING: QuestionDraft = {
  ...CHOICE,
  type: 'matching',
  stem: 'Match each term with its description.',
  options: [],
  left: ['enzyme', 'lipid', 'hormone'],
  right: ['stores energy', 'carries messages', 'speeds up reactions'],
  answer: { order: [2, 0, 1] },
  answerText: '',
  evidence: at(PAIRS),
}

/** Text of the document that a change of the draft refers to, so that only the rule in question is broken. */
export const withText = (quote: string) => ({ evidence: at(quote) })
/** A cloze or statement whose evidence is the same text. */
export function inDocument(draft: QuestionDraft, sentence: string) {
  const documents = [{ ...DOCUMENT, text: sentence }]
  const evidence = { documentId: 'doc_1', start: 0, end: sentence.length }
  return {
    draft: { ...draft, evidence },
    context: { ...CONTEXT, documents: new Map(documents.map((one) => [one.documentId, one])) },
  }
}
export const statement = (sentence: string, base: QuestionDraft = TRUE) =>
  inDocument({ ...base, stem: sentence }, sentence)
export const gap = (sentence: string, answer: string) =>
  inDocument(
    { ...CLOZE, stem: sentence.replace(answer, '_____'), answerText: answer, answer: { text: answer } },
    sentence,
  )

export interface Offence {
  readonly draft: QuestionDraft
  readonly context?: typeof CONTEXT
}
