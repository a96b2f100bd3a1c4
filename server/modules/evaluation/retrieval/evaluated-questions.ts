import {
  LearnPathError,
  type CreateRetrievalEvaluationRequest,
  type LabelOrigin,
  type LabelSet,
  type LabelUnit,
} from '@learnpath/contracts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { escapeQuery } from '../../../kernel/text/query-syntax.ts'
import type { GradedSpan } from './relevance.ts'

export interface EvaluatedQuestion {
  readonly id: string
  readonly question: string
  readonly origin: LabelOrigin
  /** As it is searched for: a person's own words may have "phrases" and -exclusions, others are taken as plain words. */
  readonly query: string
  readonly labels: readonly GradedSpan[]
}

export interface EvaluatedQuestions {
  readonly set: { readonly id: string; readonly name: string; readonly unit: LabelUnit }
  readonly questions: readonly EvaluatedQuestion[]
  readonly left: readonly { readonly questionId: string; readonly question: string; readonly reason: string }[]
  /** Names of the collections of their passages. */
  readonly collections: readonly string[]
}

type Choice = Pick<CreateRetrievalEvaluationRequest, 'origins' | 'checkedOnly' | 'questions' | 'seed'>

/** The questions of a set that are asked for and can be judged. @throws LP_QUESTION_SET_INVALID when there is none */
export function chooseQuestions(
  set: LabelSet,
  { origins, checkedOnly, questions: most, seed }: Choice,
): EvaluatedQuestions {
  const wanted = set.questions.filter(
    ({ origin, checked }) => (origins?.includes(origin) ?? true) && (!checkedOnly || checked === 'person'),
  )
  const usable = wanted.filter((one) => one.usable)
  if (usable.length === 0) {
    const detail = wanted.length === 0 ? 'it has no such questions' : 'the passages of all its questions are gone'
    throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail })
  }
  const drawn =
    most === undefined || most >= usable.length ? usable : shuffled(usable, randomFor(seed, 'questions')).slice(0, most)
  const collections = new Set<string>()
  const questions = drawn.map(({ id, question, origin, passages }): EvaluatedQuestion => {
    const there = passages.filter(({ place }) => place === 'exact' || place === 'moved')
    for (const { collection } of there) collections.add(collection)
    const labels = there.map(({ documentId, start, end, grade }) => ({ documentId, start, end, grade }))
    return { id, question, origin, query: origin === 'own' ? question : escapeQuery(question), labels }
  })
  const left = wanted
    .filter((one) => !one.usable)
    .map(({ id, question }) => ({ questionId: id, question, reason: 'its passages are not in the documents any more' }))
  const { id, name, unit } = set
  return { set: { id, name, unit }, questions, left, collections: [...collections].toSorted() }
}
