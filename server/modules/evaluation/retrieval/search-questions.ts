import { breathe } from '../../../kernel/breathe.ts'
import { firstRelevantRank } from '../../../kernel/ranking/ranking-metrics.ts'
import type { SearchRequest } from '@learnpath/contracts'
import type { RunWork } from '../runs/run-kind.ts'
import type { EvaluatedQuestion } from './evaluated-questions.ts'
import { DEPTH, DOCUMENT_DEPTH, measureRanking, type RankingMeasures } from './measure-ranking.ts'
import type { OpenSubject } from './open-subjects.ts'
import { judgementOf, type Span } from './relevance.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'
import type { LabelUnit } from '@learnpath/contracts'

/** What one subject found for one question. */
export interface SubjectResult {
  readonly measures: RankingMeasures
  readonly firstRank: number | null
  readonly tookMs: number
  /** What the first ten hits are, by place in their document, or the documents; for comparing with others. */
  readonly top: readonly string[]
}

export interface SearchingQuestions {
  readonly unit: LabelUnit
  readonly subjects: readonly OpenSubject[]
  readonly filters: SearchRequest['filters']
  readonly passages: ReadonlyMap<string, readonly Span[]>
  readonly onDone: (searches: number) => void
}

const TOP = 10
/** Searches with each subject before any is timed: models are loaded and files read. */
const WARM_UPS = 2

export const resultKey = (questionId: string): string => `question ${questionId}`

async function searchOnce(
  { clock }: Pick<RetrievalLabDependencies, 'clock'>,
  { search }: OpenSubject,
  {
    question,
    unit,
    filters,
    passages,
  }: Pick<SearchingQuestions, 'unit' | 'filters' | 'passages'> & {
    readonly question: EvaluatedQuestion
  },
): Promise<SubjectResult> {
  const limit = unit === 'document' ? DOCUMENT_DEPTH : DEPTH
  const startedAt = clock.monotonicMs()
  const hits = await search.search(question.query, { limit, filters })
  const tookMs = clock.monotonicMs() - startedAt
  const labelled = new Set(question.labels.map(({ documentId }) => documentId))
  const judgement = judgementOf(
    unit,
    question.labels,
    [...labelled].flatMap((documentId) => passages.get(documentId) ?? []),
  )
  const ranking = judgement.rankingOf(hits)
  const top = unit === 'document' ? ranking.slice(0, TOP) : hits.slice(0, TOP).map(({ chunkId }) => chunkId)
  return {
    measures: measureRanking(ranking, judgement.grades),
    firstRank: firstRelevantRank(ranking, judgement.grades),
    tookMs,
    top,
  }
}

/** The subjects take turns in going first, so that what one leaves in the caches of the machine helps all alike. */
const inTurn = <Item>(items: readonly Item[], turn: number): Item[] =>
  items.map((_, at) => items[(at + turn) % items.length] as Item)

/** Asks each question of each subject, one search after the other; questions that were asked before an interruption are passed over. */
export async function searchQuestions(
  deps: Pick<RetrievalLabDependencies, 'clock'>,
  work: Pick<RunWork, 'signal' | 'result' | 'putResult'>,
  { questions, ...searching }: SearchingQuestions & { readonly questions: readonly EvaluatedQuestion[] },
): Promise<void> {
  const { subjects, onDone } = searching
  const open: { readonly question: EvaluatedQuestion; readonly turn: number }[] = []
  for (const [turn, question] of questions.entries()) {
    if ((await work.result(resultKey(question.id))) === undefined) open.push({ question, turn })
    else onDone(subjects.length)
  }
  const [first] = open
  for (let round = 0; first !== undefined && round < WARM_UPS; round++) {
    for (const subject of subjects) await searchOnce(deps, subject, { ...searching, question: first.question })
  }
  for (const { question, turn } of open) {
    const results = new Map<OpenSubject, SubjectResult>()
    for (const subject of inTurn(subjects, turn)) {
      work.signal.throwIfAborted()
      results.set(subject, await searchOnce(deps, subject, { ...searching, question }))
      onDone(1)
    }
    await work.putResult(
      resultKey(question.id),
      subjects.map((subject) => results.get(subject)),
    )
    await breathe()
  }
}
