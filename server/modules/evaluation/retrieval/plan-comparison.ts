import { LearnPathError, type CreateRetrievalEvaluationRequest, type RetrievalPlan } from '@learnpath/contracts'
import { corpusOf, countPassages } from './evaluated-corpus.ts'
import { chooseQuestions } from './evaluated-questions.ts'
import { nameSubjects } from './name-subject.ts'
import { formKey, formsOf } from './open-subjects.ts'
import { detectableDifference } from './report/sample-size.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'

/** Usual spread of the differences of nDCG@10 between two ways to search, over questions. */
const USUAL_SPREAD = 0.25
const BYTES_PER_MEGABYTE = 1_000_000

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / BYTES_PER_MEGABYTE)} MB`

/** @throws LP_QUESTION_SET_NOT_FOUND, LP_QUESTION_SET_INVALID, LP_COLLECTION_NOT_FOUND, LP_REQUEST_INVALID, as `ModelsApi.embedder` */
export async function planComparison(
  deps: RetrievalLabDependencies,
  request: CreateRetrievalEvaluationRequest,
): Promise<RetrievalPlan> {
  const { models, trials, labels } = deps
  const subjects = nameSubjects(request.subjects, models.defaultPrecision)
  if (request.reference >= subjects.length) {
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: `there is no subject at place ${request.reference}` })
  }
  const evaluated = chooseQuestions(await labels.get(request.labelSetId), request)
  const corpus = await corpusOf(deps, request.collections ?? evaluated.collections)
  const passages = await countPassages(deps, corpus.documentIds)
  for (const { rerank } of subjects) if (rerank !== null) await models.reranker(rerank.model, rerank.precision)
  const planned = []
  for (const form of formsOf(subjects)) {
    const embedder = await models.embedder(form.model, form.precision)
    const model = await models.get(form.model)
    const plan = await trials.plan({ model, precision: form.precision, embedder }, corpus.documentIds)
    const { diskBytes, estimatedSeconds } = plan
    planned.push({
      name: formKey(form).replace(' none', ' fp32'),
      embed: plan.passages - plan.known,
      reused: plan.known,
      diskBytes,
      estimatedSeconds,
    })
  }
  const seconds = planned.map((one) => one.estimatedSeconds)
  return {
    questions: evaluated.questions.length,
    left: evaluated.left.length,
    documents: corpus.documentIds.length,
    passages,
    searches: evaluated.questions.length * subjects.length,
    subjects: planned,
    diskBytes: planned.reduce((sum, { diskBytes }) => sum + diskBytes, 0),
    freeBytes: await deps.freeBytes(),
    estimatedSeconds: seconds.includes(null) ? null : seconds.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    detectable: detectableDifference(evaluated.questions.length, USUAL_SPREAD),
  }
}

/** @throws LP_GENERATION_DISK */
export function requireRoomFor({ diskBytes, freeBytes }: RetrievalPlan): void {
  if (diskBytes <= freeBytes) return
  const detail = `the vectors of the comparison need ${inMegabytes(diskBytes)}, ${inMegabytes(freeBytes)} are free`
  throw new LearnPathError('LP_GENERATION_DISK', { detail })
}
