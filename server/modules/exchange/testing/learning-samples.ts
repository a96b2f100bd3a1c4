import {
  QuizItem,
  type Card,
  type Plan,
  type Quiz,
  type ReviewSettings,
  type SolvedQuizItem,
  type SourcePassage,
} from '@learnpath/contracts'

/** What breaks formats: markup of each of them, quotes, formulas, other scripts, emoji, line breaks. */
export const AWKWARD = `a<b>&amp; "q" 'a' ~ = # { } : \\ %50% -> // {{c1::x}} ]]> $x^2$ {1:SHORTANSWER:=y} ; , äöüß עברית 👩‍🚀\nsecond line\t|`

export const samplePassage = (values: Partial<SourcePassage> = {}): SourcePassage => ({
  documentId: 'doc_1',
  versionHash: 'hash',
  collection: 'library',
  path: 'biology/cells.pdf',
  title: 'Cells & <tissues>',
  headingPath: ['Membranes', 'Osmosis'],
  page: 12,
  pageEnd: 13,
  start: 100,
  end: 160,
  text: 'Osmosis is the movement of water through a membrane.',
  ...values,
})

const solution = (answer: SolvedQuizItem['solution']['answer'], answerText: string): SolvedQuizItem['solution'] => ({
  answer,
  answerText,
  evidence: 'Osmosis is the movement of water',
  passage: samplePassage(),
  evidenceStart: 100,
  evidenceEnd: 132,
})

export const sampleItem = (values: Partial<SolvedQuizItem> = {}): SolvedQuizItem => ({
  id: 'item_1',
  type: 'multiple-choice',
  stem: 'What moves in osmosis?',
  options: ['Salt', 'Water', 'Sugar'],
  left: [],
  right: [],
  concept: { id: 'concept_1', name: 'osmosis' },
  bloom: 'remember',
  language: 'en',
  difficulty: 0.5,
  state: 'active',
  statistics: { answered: 0, correct: 0 },
  solution: solution({ option: 1 }, 'Water'),
  ...values,
})

/** One item of each type. */
export const sampleItems = (): SolvedQuizItem[] => [
  sampleItem(),
  sampleItem({
    id: 'item_2',
    type: 'cloze',
    stem: '_____ is the movement of water.',
    options: [],
    solution: solution({ text: 'Osmosis' }, 'Osmosis'),
  }),
  sampleItem({
    id: 'item_3',
    type: 'true-false',
    stem: 'Osmosis moves salt.',
    options: [],
    solution: solution({ isTrue: false }, 'False: it moves water.'),
  }),
  sampleItem({
    id: 'item_4',
    type: 'matching',
    stem: 'Match the terms.',
    options: [],
    left: ['osmosis', 'diffusion', 'active transport'],
    right: ['costs energy', 'moves water', 'moves solutes', 'stores fat'],
    solution: solution({ order: [1, 2, 0] }, 'osmosis – moves water'),
  }),
  sampleItem({
    id: 'item_5',
    type: 'ordering',
    stem: 'Put the phases in order.',
    options: ['anaphase', 'prophase', 'metaphase'],
    solution: solution({ order: [1, 2, 0] }, 'prophase, metaphase, anaphase'),
  }),
  sampleItem({
    id: 'item_6',
    type: 'short-answer',
    stem: 'What passes the membrane in osmosis?',
    options: [],
    solution: solution({ text: 'water' }, 'water'),
  }),
]

/** The same items with text that breaks formats in every part. */
export const awkwardItems = (): SolvedQuizItem[] =>
  sampleItems().map((item) => ({
    ...item,
    stem: `${item.stem} ${AWKWARD}`,
    options: item.options.map((option) => `${option} ${AWKWARD}`),
    left: item.left.map((text) => `${text} ${AWKWARD}`),
    right: item.right.map((text) => `${text} ${AWKWARD}`),
    solution: {
      ...item.solution,
      evidence: AWKWARD,
      passage: samplePassage({ title: AWKWARD, path: 'a "b" <c>.md', headingPath: [AWKWARD] }),
      ...('text' in item.solution.answer
        ? { answerText: 'a=b~c #{x}: *"2" <é>', answer: { text: 'a=b~c #{x}: *"2" <é>' } }
        : {}),
    },
  }))

export const sampleQuiz = (items: readonly SolvedQuizItem[]): Quiz => ({
  id: 'quiz_1',
  title: 'Cells & <tissues>',
  collection: 'library',
  createdAt: '2026-11-20T10:00:00.000Z',
  items: items.map((item) => QuizItem.parse(item)),
  answered: 0,
  correct: 0,
  answeredItemIds: [],
  results: [],
  shortfall: null,
  shortage: null,
  dropped: {},
})

export const sampleCard = (values: Partial<Card> = {}): Card => ({
  id: 'card_1',
  deck: 'Biology::Cells',
  guid: null,
  kind: 'basic',
  item: null,
  front: 'What is osmosis?',
  back: 'Movement of water',
  passage: null,
  conceptId: null,
  tags: ['cells'],
  state: 'new',
  dueAt: '2026-11-25T04:00:00.000Z',
  stabilityDays: null,
  memoryDifficulty: null,
  retrievability: null,
  reviews: 0,
  lapses: 0,
  suspended: false,
  leech: false,
  ...values,
})

export const sampleSettings: ReviewSettings = {
  desiredRetention: 0.9,
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumIntervalDays: 36_500,
  leechLapses: 8,
  dayStartsAtHour: 4,
  timeZone: 'Europe/Berlin',
  examDate: null,
  parameters: [0.2, 1.3],
  parameterVersion: 0,
}

export const samplePlan = (values: Partial<Plan> = {}): Plan => {
  const module = (id: string, position: number, title: string): Plan['modules'][number] => ({
    id,
    position,
    title,
    summary: null,
    namedBy: null,
    concepts: [],
    objectives: ['Explain osmosis'],
    reading: [{ passage: samplePassage(), minutes: 30, done: false }],
    quiz: { itemCount: 5, minutes: 10, quizId: null, score: null },
    minutes: 40,
    role: 'core',
    why: 'It comes first in the document.',
    needs: position === 1 ? [] : ['m1'],
    state: 'waiting',
    affected: null,
    damage: null,
  })
  return {
    id: 'plan_1',
    goal: 'osmosis',
    title: 'Learn osmosis, quickly; & well',
    collection: 'library',
    request: {
      goal: 'osmosis',
      level: 'beginner',
      hoursPerWeek: 5,
      days: ['monday'],
      deadline: null,
      sessionMinutes: 45,
      wordsPerMinute: 200,
      seed: 1,
    },
    revision: 3,
    state: 'active',
    createdAt: '2026-11-20T10:00:00.000Z',
    changedAt: '2026-11-21T10:00:00.000Z',
    modules: [
      module('m1', 1, 'Zellmembran – überall, wo Wasser fließt; eine sehr lange Überschrift 👩‍🚀'),
      module('m2', 2, 'Osmosis'),
    ],
    edges: [],
    sessions: [
      session('ses_a', '2026-11-20', 'done', [{ moduleId: 'm1', kind: 'read', minutes: 45 }]),
      session('ses_b', '2026-11-23', 'planned', [
        { moduleId: 'm1', kind: 'quiz', minutes: 10 },
        { moduleId: 'm2', kind: 'read', minutes: 30 },
      ]),
      session('ses_c', '2026-11-23', 'planned', [{ moduleId: null, kind: 'review', minutes: 15 }]),
    ],
    skipped: [
      { passage: samplePassage({ page: null, pageEnd: null }), minutes: 2, code: 'off-goal', reason: 'not needed' },
    ],
    feasibility: {
      feasible: true,
      neededMinutes: 80,
      availableMinutes: null,
      missingMinutes: 0,
      finishDate: '2026-11-23',
      savings: [],
      summary: 'Done on 23 November.',
    },
    changes: [],
    ...values,
  }
}

export const session = (
  id: string,
  date: string,
  state: Plan['sessions'][number]['state'],
  parts: Plan['sessions'][number]['parts'],
): Plan['sessions'][number] => ({
  id,
  date,
  state,
  parts,
  minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
})
