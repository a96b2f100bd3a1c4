import { LearnPathError, type RetrievalCase, type RetrievalMetric, type SuiteMeasure } from '@learnpath/contracts'
import { escapeQuery } from '../../../kernel/text/query-syntax.ts'
import { corpusOf, passagesOf } from '../retrieval/evaluated-corpus.ts'
import { fillVectors } from '../retrieval/fill-vectors.ts'
import { findQuestions } from '../retrieval/labels/import-labels.ts'
import type { StoredQuestion } from '../retrieval/labels/stored-labels.ts'
import { DEPTH, DOCUMENT_DEPTH, measureRanking, type RankingMeasures } from '../retrieval/measure-ranking.ts'
import { nameSubjects } from '../retrieval/name-subject.ts'
import { formsOf, openSubjects, type OpenSubject } from '../retrieval/open-subjects.ts'
import { judgementOf, type Span } from '../retrieval/relevance.ts'
import type { SuiteDependencies } from './suite-dependencies.ts'
import { suiteMeasure } from './suite-measure.ts'

/** Few, as each is compared with a chance of a false alarm. */
const METRICS: readonly RetrievalMetric[] = ['ndcg10', 'mrr10', 'recall10']
const TRIAL = 'suite'

/** All must be there: a question that is silently left out would make the figures better. @throws LP_QUESTION_SET_INVALID */
async function placed(
  { library }: SuiteDependencies,
  { id, unit, questions }: RetrievalCase,
): Promise<StoredQuestion[]> {
  const named = questions.map((question, at) => ({ ...question, id: question.id ?? `question-${at + 1}` }))
  const file = { format: 'learnpath-labels-1', name: id, unit, questions: named } as const
  const found = await findQuestions(library, file, { now: 0, nextId: () => '' })
  const [missing] = found.left
  if (missing === undefined) return found.questions
  const detail = `${id}: "${missing.question}" cannot be judged: ${missing.reason}`
  throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail })
}

async function measureQuestion(
  { search }: OpenSubject,
  { question, passages }: StoredQuestion,
  { unit, spans }: Pick<RetrievalCase, 'unit'> & { readonly spans: ReadonlyMap<string, readonly Span[]> },
): Promise<RankingMeasures> {
  const limit = unit === 'document' ? DOCUMENT_DEPTH : DEPTH
  const hits = await search.search(escapeQuery(question), { limit, filters: undefined })
  const labelled = new Set(passages.map(({ documentId }) => documentId))
  const judgement = judgementOf(
    unit,
    passages,
    [...labelled].flatMap((documentId) => spans.get(documentId) ?? []),
  )
  return measureRanking(judgement.rankingOf(hits), judgement.grades)
}

/** Searches all documents with the questions of the case. @throws LP_QUESTION_SET_INVALID, as `ModelsApi.embedder` */
export async function measureRetrieval(deps: SuiteDependencies, one: RetrievalCase): Promise<SuiteMeasure[]> {
  const { library, models, trials } = deps
  const questions = await placed(deps, one)
  const subjects = nameSubjects([one.subject], models.defaultPrecision)
  const all = await library.listCollections()
  const { documentIds } = await corpusOf(
    deps,
    all.map(({ id }) => id),
  )
  const work = {
    signal: new AbortController().signal,
    result: async () => await Promise.resolve(undefined),
    putResult: async () => await Promise.resolve(),
  }
  const sequence = await library.latestSequence()
  const filling = { runId: TRIAL, forms: formsOf(subjects), documentIds, sequence, onProgress: () => undefined }
  const { vectorsOf } = await fillVectors(deps, work, filling)
  try {
    const [open] = await openSubjects(deps, subjects, vectorsOf)
    if (open === undefined) return []
    const spans = await passagesOf(
      deps,
      new Set(questions.flatMap(({ passages }) => passages.map((passage) => passage.documentId))),
    )
    const measured = new Map<string, RankingMeasures>()
    for (const question of questions) {
      measured.set(question.id, await measureQuestion(open, question, { unit: one.unit, spans }))
    }
    return METRICS.map((metric) =>
      suiteMeasure(
        { case: one.id, kind: 'retrieval', measure: metric },
        new Map([...measured].map(([id, measures]) => [id, measures[metric]])),
      ),
    )
  } finally {
    for (const vectors of vectorsOf.values()) await trials.drop(vectors)
  }
}
