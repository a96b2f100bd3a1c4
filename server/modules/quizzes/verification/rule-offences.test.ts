// One offence at least against every rule, that breaks it and nothing before it.
import { describe, expect, it } from 'vitest'
import {
  MITOSIS,
  SPINDLE,
  PAIRS,
  MEMBRANE,
  QUESTION,
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
  withText,
  inDocument,
  statement,
  gap,
  type Offence,
} from './testing/drafts.ts'
import { RULES, verifyDraft } from './verify-draft.ts'

/** What breaks each rule, and nothing before it. */
const OFFENCES: readonly (readonly [rule: string, about: string, offence: Offence])[] = [
  ['malformed', 'the answer is no option', { draft: { ...CHOICE, answer: { option: 4 } } }],
  ['malformed', 'two things are paired with one', { draft: { ...MATCHING, answer: { order: [2, 2, 1] } } }],
  ['malformed', 'an option is empty', { draft: { ...CHOICE, options: ['mitosis', ' ', 'digestion'] } }],
  ['malformed', 'an answer of another form', { draft: { ...TRUE, answer: { text: 'True' } } }],
  ['blank-count', 'a cloze without a gap', { draft: { ...CLOZE, stem: MITOSIS } }],
  ['blank-count', 'four gaps', { draft: { ...CLOZE, stem: '_____ is a _____ by which one _____ becomes two _____.' } }],
  ['option-count', 'two options', { draft: { ...CHOICE, options: ['mitosis', 'osmosis'] } }],
  [
    'pair-count',
    'two pairs',
    {
      draft: {
        ...MATCHING,
        left: ['enzyme', 'lipid'],
        right: ['stores energy', 'speeds up reactions'],
        answer: { order: [1, 0] },
      },
    },
  ],
  [
    'quote-not-exact',
    'an unknown document',
    { draft: { ...CHOICE, evidence: { ...CHOICE.evidence, documentId: 'doc_2' } } },
  ],
  [
    'quote-not-exact',
    'a cut word',
    { draft: { ...CHOICE, evidence: { ...CHOICE.evidence, start: CHOICE.evidence.start + 2 } } },
  ],
  [
    'quote-not-exact',
    'white space at the end',
    { draft: { ...CHOICE, evidence: { ...CHOICE.evidence, end: CHOICE.evidence.end + 1 } } },
  ],
  [
    'quote-not-exact',
    'beyond the end',
    { draft: { ...CHOICE, evidence: { documentId: 'doc_1', start: 0, end: 99_999 } } },
  ],
  ['quote-too-long', 'a chapter', inDocument(CHOICE, `${MITOSIS} `.repeat(20).trim())],
  ['evidence-is-question', 'the document asks', { draft: { ...CHOICE, ...withText(QUESTION) } }],
  ['answer-not-in-quote', 'a choice', { draft: { ...CHOICE, answer: { option: 1 } } }],
  ['answer-not-in-quote', 'a gap', { draft: { ...CLOZE, answerText: 'Osmosis' } }],
  ['answer-not-in-quote', 'steps in another order', { draft: { ...ORDERING, answer: { order: [0, 1, 2] } } }],
  [
    'answer-not-in-quote',
    'a pair of elsewhere',
    { draft: { ...MATCHING, right: ['stores energy', 'carries messages', 'breaks bones'] } },
  ],
  [
    'round-trip',
    'other words around the gap',
    { draft: { ...CLOZE, stem: '_____ is the way in which one cell becomes two equal daughter cells.' } },
  ],
  ['statement-not-decidable', 'false, but the document says so', { draft: { ...FALSE, stem: TRUE.stem } }],
  ['statement-not-decidable', 'true, but the document says otherwise', { draft: { ...TRUE, stem: FALSE.stem } }],
  ['all-of-the-above', 'English', { draft: { ...CHOICE, options: ['mitosis', 'osmosis', 'All of the above'] } }],
  ['all-of-the-above', 'German', { draft: { ...GERMAN_CHOICE, options: ['Flut', 'Wind', 'Alle genannten'] } }],
  ['none-of-the-above', 'English', { draft: { ...CHOICE, options: ['mitosis', 'osmosis', 'none of these'] } }],
  ['none-of-the-above', 'German', { draft: { ...GERMAN_CHOICE, options: ['Flut', 'Wind', 'Keine der genannten'] } }],
  ['k-type', 'letters', { draft: { ...CHOICE, options: ['mitosis', 'osmosis', 'Both A and C'] } }],
  ['k-type', 'numbers in German', { draft: { ...GERMAN_CHOICE, options: ['Flut', 'Wind', 'nur 1 und 3'] } }],
  [
    'longest-option-correct',
    'by far',
    {
      draft: {
        ...CHOICE,
        options: ['mitosis, a process by which one cell becomes two', 'osmosis of water', 'digestion of food'],
      },
    },
  ],
  [
    'option-length-spread',
    'a long distractor',
    {
      draft: {
        ...CHOICE,
        options: ['mitosis', 'osmosis', 'digestion', 'the slow diffusion of gases through a porous wall'],
      },
    },
  ],
  [
    'option-too-long',
    'a paragraph',
    {
      draft: {
        ...CHOICE,
        options: ['mitosis', 'osmosis', 'digestion'].map((word) => `${word} by which one cell becomes two `.repeat(8)),
      },
    },
  ],
  ['duplicate-options', 'another inflection', { draft: { ...CHOICE, options: ['mitosis', 'enzyme', 'enzymes'] } }],
  [
    'overlapping-options',
    'a narrower term',
    { draft: { ...CHOICE, options: ['mitosis', 'plant mitosis', 'digestion'] } },
  ],
  [
    'overlapping-options',
    'ranges',
    inDocument(
      { ...CHOICE, options: ['10 to 20', '15 to 30', '40 to 50'], answerText: '' },
      'Values of 10 to 20 are measured.',
    ),
  ],
  ['option-form', 'the only capital', { draft: { ...CHOICE, options: ['Mitosis', 'osmosis', 'digestion'] } }],
  ['option-form', 'the only article', { draft: { ...CHOICE, options: ['a process', 'osmosis', 'digestion'] } }],
  [
    'convergence',
    'a bit of each',
    {
      draft: {
        ...CHOICE,
        stem: 'What does the cell give rise to by mitosis?',
        options: ['equal daughter cells', 'equal halves', 'daughter nuclei', 'pure water'],
      },
    },
  ],
  [
    'clang',
    'a word of the question',
    {
      draft: {
        ...CHOICE,
        stem: 'What is the process of division called?',
        options: ['equal process', 'salt osmosis', 'food digestion'],
      },
    },
  ],
  [
    'absolute-terms',
    'a distractor that says always',
    { draft: { ...CHOICE, options: ['mitosis', 'always osmosis', 'digestion'] } },
  ],
  [
    'vague-terms',
    'an answer that says usually',
    inDocument({ ...CHOICE, options: ['usually red', 'dark blue', 'pale green'] }, 'They are usually red.'),
  ],
  [
    'grammar-cue-article',
    'an',
    {
      draft: {
        ...CHOICE,
        stem: 'Two equal daughter cells are made by a',
        options: ['mitosis', 'osmosis', 'digestion'],
      },
    },
  ],
  [
    'grammar-cue-article',
    'a German article',
    { draft: { ...GERMAN_CHOICE, stem: 'Das Ansteigen des Wassers nennt man die _____' } },
  ],
  [
    'grammar-cue-number',
    'the only plural',
    { draft: { ...CHOICE, stem: 'What comes of dividing?', options: ['cells', 'nucleus', 'membrane'] } },
  ],
  [
    'grammar-cue-number',
    'the verb asks for several',
    {
      draft: {
        ...CHOICE,
        stem: 'What are the things called that come of dividing?',
        options: ['cells', 'nuclei', 'membrane'],
      },
    },
  ],
  [
    'answer-says-nothing',
    'a letter',
    inDocument({ ...SHORT, answerText: 'X', answer: { text: 'X' } }, 'It is marked by X here.'),
  ],
  [
    'answer-says-nothing',
    'an empty word',
    inDocument({ ...SHORT, answerText: 'things', answer: { text: 'things' } }, 'They are called things.'),
  ],
  [
    'answer-too-long',
    'nobody types that',
    gap(
      'Mitosis is a process by which one cell becomes two equal daughter cells.',
      'a process by which one cell becomes two',
    ),
  ],
  ['answer-in-stem', 'it is told', { draft: { ...SHORT, stem: 'By which division, mitosis, do cells multiply?' } }],
  [
    'answer-beside-blank',
    'another form of the word',
    gap('Enzymes are proteins, and each enzyme speeds up one reaction.', 'Enzymes'),
  ],
  [
    'acronym-beside-blank',
    'its letters stand beside',
    gap(
      'The molecule adenosine triphosphate, or ATP, drives the pumps of the outer membrane.',
      'adenosine triphosphate',
    ),
  ],
  [
    'more-than-one-right',
    'another name of the same',
    { draft: { ...CHOICE, options: ['mitosis', 'nuclear division', 'digestion'] } },
  ],
  [
    'more-than-one-right',
    'named beside it',
    {
      draft: {
        ...CHOICE,
        stem: 'What is the outer layer of it called?',
        options: ['cortex', 'actin', 'collagen'],
        ...withText(SPINDLE),
      },
    },
  ],
  [
    'more-than-one-right',
    'described alike',
    {
      draft: {
        ...CHOICE,
        stem: 'By which process does one cell become two daughter cells?',
        options: ['mitosis', 'meiosis', 'digestion'],
      },
    },
  ],
  [
    'more-than-one-right',
    'its abbreviation',
    {
      draft: {
        ...CHOICE,
        stem: 'What drives the pumps?',
        options: ['adenosine triphosphate', 'ATP', 'potassium chloride'],
        ...withText(MEMBRANE),
      },
    },
  ],
  ['duplicate-pairs', 'two terms alike', { draft: { ...MATCHING, left: ['enzyme', 'Enzyme', 'hormone'] } }],
  [
    'matching-giveaway',
    'a term in its description',
    inDocument(
      { ...MATCHING, right: ['stores energy', 'carries messages', 'as enzymes do'] },
      `${PAIRS} It does as enzymes do.`,
    ),
  ],
  [
    'ordering-giveaway',
    'first, then',
    inDocument(
      { ...ORDERING, options: ['Then heat it.', 'First fill the flask.', 'Finally add salt.'] },
      'First fill the flask. Then heat it. Finally add salt.',
    ),
  ],
  [
    'already-ordered',
    'as shown',
    inDocument(
      { ...ORDERING, answer: { order: [0, 1, 2] } },
      'Heat it to boiling. Fill the flask with water. Add one spoon of salt.',
    ),
  ],
  ['missing-question', 'a heading', { draft: { ...CHOICE, stem: 'The making of two equal daughter cells' } }],
  ['negation-unmarked', 'small not', { draft: { ...CHOICE, stem: 'Which of these is not a way of growing?' } }],
  ['negation-unmarked', 'small German nicht', { draft: { ...GERMAN_CHOICE, stem: 'Was gehört nicht zum Wetter?' } }],
  ['true-false-giveaway', 'always', statement('Mitosis always makes two equal daughter cells.')],
  ['true-false-giveaway', 'German usually', statement('Die Flut steigt normalerweise zweimal am Tag.', GERMAN_TRUE)],
  [
    'true-false-question',
    'it asks',
    { draft: { ...FALSE, stem: 'True or false? Does osmosis make two equal daughter cells?' } },
  ],
  ['stem-too-short', 'four words', statement('Mitosis makes equal cells.')],
  ['stem-too-long', 'a whole paragraph', statement(`Mitosis makes two ${'very '.repeat(60)}small daughter cells.`)],
  ['blank-without-context', 'nothing to go by', gap('After that it is the mitosis that they do.', 'mitosis')],
  ['outside-reference', 'a figure', statement('Figure 4.2 tells how mitosis makes two equal daughter cells.')],
  [
    'outside-reference',
    'German above',
    statement('Wie oben gezeigt, steigt das Wasser der Küste zweimal an.', GERMAN_TRUE),
  ],
  ['pronoun-without-antecedent', 'it', statement('It makes two equal daughter cells of one mother cell.')],
  ['pronoun-without-antecedent', 'a connective', gap('However, mitosis makes two equal daughter cells.', 'mitosis')],
  [
    'pronoun-without-antecedent',
    'German dieser',
    statement('Dieser Vorgang hebt das Wasser an der Küste.', GERMAN_TRUE),
  ],
  ['incomplete-sentence', 'announces a list', gap('By mitosis the cell makes the following parts:', 'mitosis')],
  ['raw-markup', 'Markdown', statement('Mitosis makes **two** equal daughter cells.')],
  ['unbalanced', 'half a bracket', statement('Mitosis (a kind of division makes two equal daughter cells.')],
  ['answer-not-confirmed', 'not found again', { draft: { ...CHOICE, model: 'a model', confirmed: false } }],
  [
    'stem-beyond-source',
    'a number of its own',
    { draft: { ...CHOICE, stem: 'What is the making of 42 equal daughter cells called?', model: 'a model' } },
  ],
  [
    'stem-beyond-source',
    'another subject',
    { draft: { ...CHOICE, stem: 'Which town is the capital of France?', model: 'a model' } },
  ],
  ['blank-inside-word', 'half a word', gap('The subprocess makes two equal daughter cells.', 'process')],
]

describe('rules', () => {
  it.each(OFFENCES)('%s: %s', (rule, _, { draft, context = CONTEXT }) => {
    const broken = RULES.find(({ id }) => id === rule)
    expect(broken?.types).toContain(draft.type)
    expect(verifyDraft(draft, context)).toEqual({ ok: false, rule })
  })

  it('have each an offence here, and each an id of its own', () => {
    const ids = RULES.map(({ id }) => id)
    expect([...new Set(OFFENCES.map(([rule]) => rule))].toSorted()).toEqual(ids.toSorted())
  })
})
