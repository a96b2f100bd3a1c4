import { createHash } from 'node:crypto'
import {
  LearnPathError,
  type CreateRetrievalEvaluationRequest,
  type LabelOrigin,
  type QuestionResult,
  type RetrievalReport,
  type RetrievalSubjectReport,
} from '@learnpath/contracts'
import type { EvaluatedQuestions } from '../evaluated-questions.ts'
import type { IndexingFigures } from '../fill-vectors.ts'
import { DEPTH, DOCUMENT_DEPTH } from '../measure-ranking.ts'
import { formKey, type OpenSubject } from '../open-subjects.ts'
import type { RetrievalLabDependencies } from '../retrieval-dependencies.ts'
import { resultKey, type SubjectResult } from '../search-questions.ts'
import { recommend } from './recommend.ts'
import { againstReference, byOriginOf, latencyOf, metricsOf, type SubjectResults } from './subject-report.ts'

export interface Comparison {
  readonly request: CreateRetrievalEvaluationRequest
  readonly evaluated: EvaluatedQuestions
  readonly corpus: RetrievalReport['corpus']
  readonly open: readonly OpenSubject[]
  readonly indexing: ReadonlyMap<string, IndexingFigures>
  /** By `resultKey`. */
  readonly results: ReadonlyMap<string, unknown>
  readonly tookSeconds: number
}

const RESAMPLES = 2000

function resultsOf({ evaluated, results, open }: Comparison): SubjectResults[] {
  const bySubject: SubjectResult[][] = open.map(() => [])
  for (const { id } of evaluated.questions) {
    const row = results.get(resultKey(id)) as readonly SubjectResult[] | undefined
    if (row === undefined) throw new LearnPathError('LP_INTERNAL', { detail: `question ${id} was not asked` })
    for (const [at, result] of row.entries()) bySubject[at]?.push(result)
  }
  return bySubject
}

async function modelBytes(
  { models }: Pick<RetrievalLabDependencies, 'models'>,
  { subject: { model, precision, rerank } }: OpenSubject,
): Promise<number> {
  const wanted = [...(model === undefined ? [] : [{ model, precision }]), ...(rerank === null ? [] : [rerank])]
  let bytes = 0
  for (const one of wanted) {
    const { installed } = await models.get(one.model)
    bytes += installed.find((form) => form.precision === one.precision)?.sizeBytes ?? 0
  }
  return bytes
}

function indexingOf({ subject: { model, precision = 'none' } }: OpenSubject, { indexing }: Comparison) {
  const figures = model === undefined ? undefined : indexing.get(formKey({ model, precision }))
  if (figures === undefined) return null
  const { embedded, reused, seconds } = figures
  return { embedded, reused, passagesPerSecond: embedded === 0 || seconds === 0 ? null : embedded / seconds }
}

async function reportSubject(
  deps: Pick<RetrievalLabDependencies, 'models'>,
  comparison: Comparison,
  { open, results, reference }: { open: OpenSubject; results: SubjectResults; reference: SubjectResults },
): Promise<RetrievalSubjectReport> {
  const { seed } = comparison.request
  const origins = comparison.evaluated.questions.map(({ origin }) => origin)
  const { name, ...subject } = open.subject
  return {
    name,
    subject,
    metrics: await metricsOf(results, seed),
    byOrigin: byOriginOf(results, origins, seed),
    latency: latencyOf(results),
    memory: { modelBytes: await modelBytes(deps, open), vectorBytes: open.vectors?.index.sizeBytes() ?? 0 },
    indexing: indexingOf(open, comparison),
    againstReference: results === reference ? null : await againstReference(results, reference, seed),
  }
}

function perQuestion({ evaluated }: Comparison, all: readonly SubjectResults[]): QuestionResult[] {
  return evaluated.questions.map(({ id, question, origin }, at) => ({
    questionId: id,
    question,
    origin,
    subjects: all.flatMap((results) => {
      const result = results[at]
      if (result === undefined) return []
      const { ndcg10, mrr10, recall10 } = result.measures
      return { ndcg10, mrr10, recall10, firstRank: result.firstRank, tookMs: result.tookMs }
    }),
  }))
}

/** The same for the same questions with the same passages, subjects and seed. */
function configHash({ evaluated, open, request }: Comparison): string {
  const parts = [
    evaluated.set.unit,
    evaluated.questions.map(({ query, labels }) => [query, labels.map(({ start, end, grade }) => [start, end, grade])]),
    open.map(({ subject }) => subject),
    request.seed,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}

function setupOf({ version, machine }: RetrievalLabDependencies, comparison: Comparison): RetrievalReport['setup'] {
  const models = comparison.open.flatMap(({ vectors }) =>
    vectors === null
      ? []
      : [{ model: vectors.model.id, precision: vectors.model.precision, key: vectors.embedder.description.key }],
  )
  return {
    seed: comparison.request.seed,
    resamples: RESAMPLES,
    depth: comparison.evaluated.set.unit === 'document' ? DOCUMENT_DEPTH : DEPTH,
    configHash: configHash(comparison),
    version,
    machine,
    models: [...new Map(models.map((one) => [one.key, one])).values()],
  }
}

function countByOrigin({ questions }: EvaluatedQuestions): Record<LabelOrigin, number> {
  const counts = { own: 0, generated: 0, imported: 0 }
  for (const { origin } of questions) counts[origin] += 1
  return counts
}

/** Everything that a comparison has shown. */
export async function buildReport(deps: RetrievalLabDependencies, comparison: Comparison): Promise<RetrievalReport> {
  const { evaluated, open, request, corpus, tookSeconds } = comparison
  const all = resultsOf(comparison)
  const reference = all[request.reference] ?? []
  const subjects: RetrievalSubjectReport[] = []
  for (const [at, one] of open.entries()) {
    subjects.push(await reportSubject(deps, comparison, { open: one, results: all[at] ?? [], reference }))
  }
  const contenders = subjects.map(({ name, latency, memory }, at) => ({
    name,
    values: (all[at] ?? []).map(({ measures }) => measures.ndcg10),
    p50Ms: latency.p50Ms,
    memoryBytes: memory.modelBytes + memory.vectorBytes,
  }))
  return {
    labelSet: evaluated.set,
    questions: {
      total: evaluated.questions.length,
      byOrigin: countByOrigin(evaluated),
      left: [...evaluated.left],
    },
    corpus,
    reference: open[request.reference]?.subject.name ?? '',
    subjects,
    recommendation: recommend(contenders, request.seed),
    perQuestion: perQuestion(comparison, all),
    setup: setupOf(deps, comparison),
    tookSeconds,
  }
}
