import { join } from 'node:path'
import type { ChatApi } from '../modules/chat/index.ts'
import type { EvaluationApi } from '../modules/evaluation/index.ts'
import type { CompletionsApi } from '../modules/completions/index.ts'
import type { ConversationsApi } from '../modules/conversations/index.ts'
import type { IngestionApi } from '../modules/ingestion/index.ts'
import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { InferenceApi } from '../modules/inference/index.ts'
import type { RetrievalApi } from '../modules/retrieval/index.ts'
import type { BlobStore } from '../ports/blob-store.ts'
import type { DocumentParser } from '../ports/document-parser.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { HomeLock } from '../adapters/sqlite/home-lock.ts'
import { openBasics, type BasicComponents, type LogForm } from './basic-components.ts'
import { openLanguageModels } from './language-components.ts'
import { openEvaluation } from './evaluation-components.ts'
import type { IdentityComponents, IdentitySurroundings } from './identity-components.ts'
import type { GraphApi } from '../modules/graph/index.ts'
import { openLearningComponents, type LearningComponents } from './learning-components.ts'
import { openKeywordIndex, openQdrantOrNot } from './open-keyword-index.ts'
import type { OpenedQdrant } from './open-qdrant.ts'
import { openFiles } from './open-files.ts'
import { openPasswordSeal } from './open-password-seal.ts'
import { openStore } from './open-store.ts'
import { openModelComponents, type ModelComponents } from './model-components.ts'
import type * as code from './library-code.ts'
import type { Settings } from './settings.ts'
import { usingRemoteModels } from './use-remote-models.ts'

/** Everything the program is made of, opened. */
export interface Components extends BasicComponents, ModelComponents, LearningComponents {
  /** ISO 8601. */
  readonly startedAt: string
  /** Null when the store is a database of its own. */
  readonly databaseFile: string | null
  readonly lock: HomeLock
  readonly leadership: Leadership
  readonly store: RelationalStore
  /** Null where the indexes are in the data folder. */
  readonly qdrant: OpenedQdrant | null
  readonly blobStore: BlobStore
  readonly jobQueue: JobQueue
  readonly parser: DocumentParser
  readonly library: LibraryApi
  readonly ingestion: IngestionApi
  readonly retrieval: RetrievalApi
  readonly languageModels: LanguageModelsApi
  readonly chat: ChatApi
  readonly completions: CompletionsApi
  readonly conversations: ConversationsApi
  readonly inference: InferenceApi
  readonly evaluation: EvaluationApi
  /** Null: whoever reaches the process may do everything, or the gateway says who it is. */
  readonly identity: IdentityComponents | null
  start(options: { readonly ingest: boolean; readonly study?: boolean }): Promise<void>
  /** Closes in the opposite order of opening. The job queue has been stopped before. */
  close(): Promise<void>
}

const IDLE_READER_MS = 30_000
/** Texts that other programs may have in work at the same time. */
const MAX_TEXTS_AT_ONCE = 16_384

export interface OpeningOptions {
  readonly logForm: LogForm
  readonly version: string
  /** Where the server listens; null before it does. */
  readonly address: () => string | null
  /** Whether ids are counted instead of drawn. */
  readonly repeatable: boolean
}

/** Locks the data folder and opens everything in it. What was opened is closed again when something fails. */
export async function openComponents(
  settings: Settings,
  { logForm, version, address, repeatable }: OpeningOptions,
): Promise<Components> {
  const [code, basics] = await Promise.all([
    import('./library-code.ts'),
    openBasics(settings, { logForm, repeatable, version }),
  ])
  const { clock, instanceId, logger, machine } = basics
  const startedAt = new Date(clock.now()).toISOString()
  const lock = code.acquireHomeLock(settings.home, { pid: process.pid, url: null, instanceId, startedAt })
  const databaseFile = join(settings.home, 'learnpath.db')
  const opened: Closing[] = [() => lock.release(), async () => await basics.close()]
  const closeAll = async () => {
    for (const close of opened.toReversed()) await close()
  }
  try {
    const stores = await openStores(code, settings, { ...basics, databaseFile, opened })
    const { store, leadership, qdrant, indexStore, jobQueue, library } = stores
    const kept = { ...basics, store, leadership, qdrant, jobQueue, library }
    const modelParts = await openModelComponents(settings, { ...kept, version })
    const { engine, generations } = modelParts
    opened.push(async () => await engine.close())
    const retrieval = code.createRetrieval({
      ...basics,
      library,
      indexStore,
      generations,
      leadership,
      ...(basics.redis !== null && { sharedCache: basics.redis.cache }),
    })
    const uses = await openUses(code, settings, {
      ...kept,
      ...modelParts,
      retrieval,
      indexStore,
      version,
      address,
      opened,
    })
    opened.push(() => machine.stop())
    const parts = { ...kept, ...modelParts, ...stores, ...uses, retrieval }
    const ingestion = code.createIngestion({
      ...parts,
      parserVersion: code.PARSER_VERSION,
      folderWatcher: code.createFilesystemFolderWatcher({ logger }),
      limits: { maxBytes: settings.uploadMaxBytes, concurrency: settings.parseConcurrency },
      ...(await openPasswordSeal(settings)),
      onPublished: async () => await retrieval.catchUp(),
    })
    const identity = await openIdentity(settings, { ...kept, ingestion, address })
    opened.push(() => identity?.close())
    const start: Components['start'] = async ({ ingest, study = true }) => {
      machine.start()
      await startInOrder({ ...parts, ingestion }, { ...workOf(settings, { ingest, study }), settings, opened })
    }
    const ownFile = settings.storeUrl === null ? databaseFile : null
    return { ...parts, ingestion, identity, startedAt, databaseFile: ownFile, lock, start, close: closeAll }
  } catch (failure) {
    await closeAll()
    throw failure
  }
}

type UseSurroundings = Omit<Answering, 'languageModels' | 'graphSearch'> &
  Pick<Components, 'leadership' | 'jobQueue' | 'store'> & {
    readonly indexStore: Awaited<ReturnType<typeof openStores>>['indexStore']
    readonly address: () => string | null
    /** Gets what closes each. */
    readonly opened: Closing[]
  }

/** What learns, answers and measures with the library. */
async function openUses(code: Code, settings: Settings, { opened, ...surroundings }: UseSurroundings) {
  const languageModels = await openLanguageModels(settings, surroundings)
  opened.push(async () => await languageModels.stop())
  const learning = await openLearningComponents(settings, { ...surroundings, languageModels })
  opened.push(async () => await learning.analyst.close())
  const answering = openAnswering(code, settings, {
    ...surroundings,
    languageModels,
    graphSearch: async (request) => await learning.graph.search(request),
  })
  const evaluation = await openEvaluation(settings, { ...surroundings, ...learning, ...answering, languageModels })
  return { ...learning, ...answering, languageModels, evaluation }
}

async function openIdentity(
  settings: Settings,
  surroundings: IdentitySurroundings,
): Promise<IdentityComponents | null> {
  if (settings.identity.mode === 'none' || settings.services !== 'all') return null
  const { openIdentity: open } = await import('./identity-components.ts')
  return await open(settings, surroundings)
}

type Answering = Pick<
  Components,
  | 'clock'
  | 'idSource'
  | 'metrics'
  | 'logger'
  | 'eventBus'
  | 'leadership'
  | 'store'
  | 'library'
  | 'retrieval'
  | 'languageModels'
> &
  ModelComponents & { readonly version: string; readonly graphSearch: GraphApi['search'] }

/** What answers questions, and what does so for other programs. */
function openAnswering(code: Code, { services }: Settings, parts: Answering) {
  const { version, models, generations } = parts
  const chat = code.createChat(parts)
  const completions = code.createCompletions({ ...parts, chat })
  const conversations = code.createConversations({ ...parts, chat })
  const inference = code.createInference({
    version,
    models,
    activeEmbedder: () => generations.serving()?.embedder ?? null,
    activeReranker: () => generations.reranker(),
    chatModels: async () => (services === 'inference' ? [] : await completions.models()),
    maxTextsAtOnce: MAX_TEXTS_AT_ONCE,
  })
  return { chat, completions, conversations, inference }
}

type Closing = () => Promise<void> | void
type Code = typeof code

interface StoreSurroundings extends BasicComponents {
  readonly databaseFile: string
  /** Gets what closes each. */
  readonly opened: Closing[]
}

/** What keeps documents, and what reads them. */
async function openStores(
  code: Code,
  settings: Settings,
  { instanceId, databaseFile, opened, ...basics }: StoreSurroundings,
) {
  const { logger } = basics
  const { store, sharing, leadership } = await openStore(
    { ...settings, databaseFile },
    { ...basics, processId: instanceId, scoped: settings.identity.mode !== 'none' },
  )
  opened.push(async () => await store.close())
  opened.push(async () => await leadership.close())
  const qdrant = await openQdrantOrNot(settings, { ...basics, leadership })
  opened.push(async () => await qdrant?.close())
  const indexStore = await openKeywordIndex(settings, { qdrant, logger })
  opened.push(async () => await indexStore.close())
  const parser = code.createIsolatedDocumentParser({
    concurrency: settings.parseConcurrency,
    timeoutMs: settings.parseTimeoutSeconds * 1000,
    memoryMb: settings.parseMemoryMb,
    idleMs: IDLE_READER_MS,
  })
  opened.push(async () => await parser.close())
  const blobStore = await openFiles({ ...settings, ...basics, db: store.db })
  const jobQueue = code.createSqlJobQueue({ ...basics, store, ...(sharing !== null && { sharing }) })
  const library = code.createLibrary({ ...basics, store, blobStore })
  return { store, leadership, qdrant, indexStore, parser, blobStore, jobQueue, library }
}

type Startable = Pick<
  Components,
  | 'models'
  | 'generations'
  | 'retrieval'
  | 'languageModels'
  | 'conversations'
  | 'concepts'
  | 'graph'
  | 'plans'
  | 'evaluation'
  | 'ingestion'
  | 'leadership'
  | 'logger'
>

interface Work {
  readonly ingest: boolean
  readonly study: boolean
  readonly answer: boolean
}

/** Of a LearnPath that is split, one process does the work in the background and others answer. */
function workOf({ services }: Settings, { ingest, study }: Omit<Work, 'answer'>): Work {
  const isRag = services === 'rag'
  return { ingest: ingest && !isRag, study: study && !isRag, answer: services !== 'worker' }
}

interface Starting extends Work {
  readonly settings: Settings
  /** Gets what ends each part. */
  readonly opened: Closing[]
}

/** What is started is noted before, so that a start that fails half-way is undone. Ingestion last: it lets the jobs begin. */
async function startInOrder(parts: Startable, { settings, ingest, study, answer, opened }: Starting): Promise<void> {
  const {
    models,
    generations,
    retrieval,
    conversations,
    concepts,
    graph,
    plans,
    evaluation,
    ingestion,
    leadership,
    logger,
  } = parts
  opened.push(async () => await models.stop())
  await models.start()
  opened.push(async () => await generations.stop())
  await generations.start({ build: ingest })
  if (ingest) opened.push(await leadership.lead(usingRemoteModels(settings, { generations, logger })))
  opened.push(async () => await retrieval.stop())
  await retrieval.start()
  opened.push(async () => await conversations.stop())
  if (answer) await conversations.start()
  opened.push(async () => await concepts.stop())
  if (study) await concepts.start()
  opened.push(async () => await graph.stop())
  if (study && settings.graph) await graph.start()
  opened.push(async () => await plans.stop())
  await plans.start()
  if (ingest) {
    opened.push(async () => await evaluation.stop())
    await evaluation.start()
    opened.push(async () => await ingestion.stop())
    await ingestion.start()
  }
  if (settings.services === 'rag' || (ingest && answer)) await parts.languageModels.start()
}
