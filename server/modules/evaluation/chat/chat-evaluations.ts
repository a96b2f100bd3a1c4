import type {
  ChatEvaluationAnswerList,
  ChatReport,
  ChatReportQuery,
  CreateChatEvaluationRequest,
  EvaluationSummary,
  LanguageModelList,
  ListChatEvaluationAnswersQuery,
  MaintenanceRequest,
  NextPair,
  NextPairQuery,
  PairRating,
  RatePairRequest,
} from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { EventBus } from '../../../ports/event-bus.ts'
import type { IdSource } from '../../../ports/id-source.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { MachineReader } from '../../../ports/machine-reader.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { LanguageModelsApi } from '../../language-models/index.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { RunsApi } from '../runs/runs-api.ts'
import type { ChatRunDependencies } from './chat-run-kind.ts'
import { createQuestionSets, type QuestionSets, type QuestionSetsDependencies } from './question-sets.ts'
import { createRatings, type RatedRun } from './ratings.ts'
import { makeReport } from './report/make-report.ts'
import { answerKey, EXTRACTIVE, readResults, type ChatRunConfig } from './stored-chat-run.ts'
import { followDeletions } from './withdraw-answers.ts'

export interface ChatEvaluationsDependencies extends ChatRunDependencies, QuestionSetsDependencies {
  readonly store: Pick<RelationalStore, 'db' | 'purgeDeleted'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly logger: Logger
  readonly library: Pick<LibraryApi, 'statistics' | 'collection'>
  readonly languageModels: Pick<LanguageModelsApi, 'get' | 'list'>
  readonly machineReader: Pick<MachineReader, 'process' | 'machine'>
  readonly version: string
}

/** Comparing language models: by measuring their answers, and by people who judge them without knowing who made them. */
export interface ChatEvaluationsApi {
  readonly questionSets: QuestionSets
  /** @throws LP_QUESTION_SET_NOT_FOUND, LP_LANGUAGE_MODEL_UNKNOWN, LP_LANGUAGE_MODEL_MISSING, LP_COLLECTION_NOT_FOUND */
  create(request: CreateChatEvaluationRequest): Promise<EvaluationSummary>
  /** @throws LP_EVALUATION_NOT_FOUND, as all that follow */
  answers(runId: string, query: ListChatEvaluationAnswersQuery): Promise<ChatEvaluationAnswerList>
  nextPair(runId: string, query: NextPairQuery): Promise<NextPair>
  /** @throws LP_EVALUATION_PAIR_NOT_FOUND */
  rate(runId: string, request: RatePairRequest): Promise<PairRating>
  /** @throws LP_EVALUATION_PAIR_NOT_FOUND */
  deleteRating(runId: string, ratingId: string): Promise<void>
  setMaintenance(runId: string, request: MaintenanceRequest): Promise<EvaluationSummary>
  report(runId: string, query: ChatReportQuery): Promise<ChatReport>
  start(): Promise<void>
  stop(): Promise<void>
}

export function createChatEvaluations(deps: ChatEvaluationsDependencies, runs: RunsApi): ChatEvaluationsApi {
  const questionSets = createQuestionSets(deps)
  const ratings = createRatings(deps)
  const deletions = followDeletions(deps)

  async function configOf(runId: string): Promise<ChatRunConfig> {
    const run = await runs.stored(runId)
    if (run.kind === 'chat') return run.config as ChatRunConfig
    throw new LearnPathError('LP_EVALUATION_NOT_FOUND', { detail: `${runId} compares searches` })
  }
  async function ratedRun(runId: string): Promise<RatedRun> {
    const config = await configOf(runId)
    return { runId, config, answers: readResults(await runs.results(runId)).answers }
  }

  return {
    questionSets,
    async create({ title, questionSet, ...request }) {
      const { yaml: _, shipped: __, ...set } = await questionSets.get(questionSet)
      const config = await describeRun(deps, { request: withLabels(request), set })
      const labels = config.request.subjects.map(({ label }) => label)
      return await runs.create({ kind: 'chat', title: title ?? labels.join(' / '), config })
    },
    async answers(runId, { subject, questionId, limit, offset }) {
      const { config, answers } = await ratedRun(runId)
      const labelled = answers.map(({ librarySequence: ___, ...answer }) => ({
        ...answer,
        key: answerKey(answer),
        subject: config.request.subjects[answer.subject]?.label ?? '',
      }))
      const wanted = labelled.filter(
        (answer) =>
          (subject === undefined || answer.subject === subject) &&
          (questionId === undefined || answer.questionId === questionId),
      )
      const ordered = wanted.toSorted((one, other) => (one.answeredAt < other.answeredAt ? -1 : 1))
      return { answers: ordered.slice(offset, offset + limit), total: wanted.length }
    },
    nextPair: async (runId, query) => await ratings.next(await ratedRun(runId), query),
    rate: async (runId, request) => await ratings.rate(await ratedRun(runId), request),
    async deleteRating(runId, ratingId) {
      await configOf(runId)
      await ratings.delete(runId, ratingId)
    },
    async setMaintenance(runId, { points }) {
      const config = await configOf(runId)
      const known = new Set(config.request.subjects.map(({ label }) => label))
      const unknown = Object.keys(points).find((label) => !known.has(label))
      if (unknown !== undefined) {
        const message = `there is no "${unknown}"; there is ${[...known].join(', ')}`
        throw new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field: 'points', message }] })
      }
      await runs.setConfig(runId, { ...config, maintenance: { ...config.maintenance, ...points } })
      return await runs.get(runId)
    },
    async report(runId, query) {
      const config = await configOf(runId)
      const results = readResults(await runs.results(runId))
      const judgements = await ratings.judgements(runId)
      return await makeReport({ run: await runs.get(runId), config, results, judgements }, query)
    },
    start: async () => await deletions.start(),
    stop: async () => await deletions.stop(),
  }
}

type Request = ChatRunConfig['request']

/** Two of the same label could not be told apart. */
function withLabels(request: Request): Request {
  const labels = request.subjects.map(({ label }) => label)
  const twice = labels.find((label, at) => labels.indexOf(label) < at)
  if (twice === undefined) return request
  throw new LearnPathError('LP_REQUEST_INVALID', {
    issues: [{ field: 'subjects', message: `two are called "${twice}"; give each a label of its own` }],
  })
}

/** Engines that list all that they have; other ones may answer to more names. */
const LISTING: ReadonlySet<string> = new Set(['gguf', 'ollama'])

/** A model that its engine certainly does not have: every answer of it would be a failure. */
function isMissing(model: string, { models, sources }: LanguageModelList): boolean {
  const [engine = ''] = model.split(':')
  const source = sources.find((one) => one.engine === engine)
  if (!LISTING.has(engine) || source === undefined || source.failure !== null) return false
  return !models.some(({ id }) => id === model || id === `${model}:latest`)
}

function missing(model: string, { models }: LanguageModelList): LearnPathError {
  const there = models.map(({ id }) => id).join(', ')
  return new LearnPathError('LP_LANGUAGE_MODEL_MISSING', {
    detail: `${model}; there is ${there === '' ? 'none' : there}`,
  })
}

/**
 * What has to be known of the moment in which the run begins.
 * @throws LP_LANGUAGE_MODEL_UNKNOWN, LP_LANGUAGE_MODEL_MISSING, LP_COLLECTION_NOT_FOUND
 */
async function describeRun(
  { library, languageModels, machineReader, version }: ChatEvaluationsDependencies,
  { request, set }: Pick<ChatRunConfig, 'request' | 'set'>,
): Promise<ChatRunConfig> {
  for (const collection of request.filters?.collections ?? []) await library.collection(collection)
  const models = request.subjects.map(({ model }) => model)
  for (const model of models) if (model !== EXTRACTIVE) languageModels.get(model)
  const list = models.every((model) => model === EXTRACTIVE) ? null : await languageModels.list()
  for (const model of models) if (list !== null && isMissing(model, list)) throw missing(model, list)
  const known = list?.models ?? []
  const { processorName, processors, memoryBytes } = machineReader.machine()
  const { searchable, chunks } = await library.statistics()
  return {
    request,
    set,
    version,
    machine: { processor: processorName, processors, memoryBytes },
    library: { documents: searchable, passages: chunks },
    digests: models.map((model) => known.find(({ id }) => id === model)?.digest ?? null),
    maintenance: {},
  }
}
