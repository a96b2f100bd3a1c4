import type { AnswersCase, AskResponse, SuiteMeasure } from '@learnpath/contracts'
import { tokenF1 } from '../../../kernel/text/token-f1.ts'
import type { SuiteDependencies } from './suite-dependencies.ts'
import { suiteMeasure } from './suite-measure.ts'

const ENGINE = 'extractive'
const SENTENCES = 4
const MARKERS = /\s*\[\d+\]/g

type Question = AnswersCase['questions'][number]

/** Without the numbers of the citations. */
const wordsOf = ({ abstained, answer }: AskResponse): string => (abstained ? '' : answer.replaceAll(MARKERS, ''))

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ')

/** Agreement with the nearest accepted answer; a sentence around the answer costs precision, not more. */
const agreement = (answer: string, { answers }: Question): number =>
  Math.max(0, ...answers.map((accepted) => tokenF1(answer, accepted).f1))

const holdsAll = (answer: string, { contains }: Question): number =>
  contains.every((words) => folded(answer).includes(folded(words))) ? 1 : 0

/** Whether it is silent where it should be, and only there. */
const abstainsRightly = ({ abstained }: AskResponse, { unanswerable }: Question): number =>
  abstained === unanswerable ? 1 : 0

/** Asks the extractive engine, which needs no model. */
export async function measureAnswers({ chat }: SuiteDependencies, one: AnswersCase): Promise<SuiteMeasure[]> {
  const f1 = new Map<string, number>()
  const contains = new Map<string, number>()
  const abstention = new Map<string, number>()
  for (const question of one.questions) {
    const response = await chat.ask({
      question: question.question,
      maxSentences: SENTENCES,
      model: ENGINE,
      ...(one.collections !== undefined && { filters: { collections: one.collections } }),
    })
    const answer = wordsOf(response)
    if (question.answers.length > 0) f1.set(question.id, agreement(answer, question))
    if (question.contains.length > 0) contains.set(question.id, holdsAll(answer, question))
    abstention.set(question.id, abstainsRightly(response, question))
  }
  const made: readonly (readonly [string, ReadonlyMap<string, number>])[] = [
    ['f1', f1],
    ['contains', contains],
    ['abstention', abstention],
  ]
  return made
    .filter(([, values]) => values.size > 0)
    .map(([measure, values]) => suiteMeasure({ case: one.id, kind: 'answers', measure }, values))
}
