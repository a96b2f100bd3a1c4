import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createClient, ENDPOINTS, LearnPathError } from '@learnpath/contracts'
import type { Edge } from '../http/edge.ts'
import type { ListeningServer } from '../http/listen.ts'
import type { Logger } from '../ports/logger.ts'
import { openComponents, type Components, type LogForm } from './components.ts'
import { findInstallation } from './installation.ts'
import { registerGauges } from './program-gauges.ts'
import { openRequestLimits } from './open-request-limits.ts'
import type { Settings } from './settings.ts'
import { readStatus, type Instance } from './status.ts'

export type { LogForm }

export interface StartOptions {
  /** Whether documents are read and watched folders followed, or questions answered only. */
  readonly ingest: boolean
  /** Whether what the documents teach is worked out as they come, for plans and quizzes; default true. */
  readonly study?: boolean
  /**
   * Whether ids are counted instead of drawn, so that the same documents in the same order give the same library; default false.
   * Only for a library that is thrown away.
   */
  readonly repeatable?: boolean
  /** Default JSON lines. */
  readonly logForm?: LogForm
}

/** The running program. */
export interface LearnPath {
  readonly instanceId: string
  /** Null until `listen`. */
  readonly url: string | null
  /**
   * Answers a request without a socket, exactly as over one; but until the port is open, a question waits until the index is
   * complete: who asks once and goes must not hear "not found" of what would be found a moment later.
   */
  fetch(request: Request): Promise<Response>
  /** Opens the port and tells other commands of it. @throws LP_PORT_TAKEN */
  listen(): Promise<string>
  /** Refuses what is new, finishes or parks what runs within the grace, and closes everything. The same stop for every call. */
  stop(): Promise<void>
}

/**
 * Opens the data folder and puts the program together. Everything that is not needed to answer is loaded later.
 * @throws LP_HOME_LOCKED, LP_HOME_UNUSABLE, LP_STORE_FULL, LP_STORE_DAMAGED, LP_STORE_NEWER
 */
export async function startLearnPath(settings: Settings, options: StartOptions): Promise<LearnPath> {
  const installation = findInstallation()
  await makeHome(settings.home)
  let url: string | null = null
  const components = await openComponents(settings, {
    logForm: options.logForm ?? 'json',
    version: installation.version,
    address: () => url,
    repeatable: options.repeatable ?? false,
  })
  const { instanceId, startedAt } = components
  const instance: Instance = {
    version: installation.version,
    instanceId,
    startedAt,
    home: settings.home,
    get url() {
      return url
    },
  }
  const edge = await mountServices(components, { settings, instance, installation })
  await components.start(options)

  let listening: ListeningServer | null = null
  async function stopInOrder(): Promise<void> {
    const graceMs = settings.shutdownGraceSeconds * 1000
    edge.stopTaking()
    await Promise.all([listening?.stop(graceMs), components.jobQueue.stop({ graceMs })])
    await components.close()
  }
  let stopped: Promise<void> | null = null
  return {
    instanceId,
    get url() {
      return url
    },
    async fetch(request) {
      if (listening === null && isQuestion(request)) await components.retrieval.ready()
      return await edge.fetch(request)
    },
    async listen() {
      const { listen } = await import('../http/listen.ts')
      listening = await listen(settings, async (request, incoming) => await edge.fetch(request, incoming))
      url = listening.url
      components.lock.announce({ pid: process.pid, url: listening.url, instanceId, startedAt })
      return listening.url
    },
    stop: async () => await (stopped ??= stopInOrder()),
  }
}

function isQuestion({ url }: Request): boolean {
  const { pathname } = new URL(url)
  return [ENDPOINTS.search, ENDPOINTS.ask].some(({ path }) => pathname === path) || ASKED_IN_CONVERSATION.test(pathname)
}

const ASKED_IN_CONVERSATION = /^\/conversations\/[^/]+\/turns$/

async function makeHome(home: string): Promise<void> {
  try {
    await makeFolder(home)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new LearnPathError('LP_HOME_UNUSABLE', { detail: `${home}: ${reason}`, cause })
  }
}

/** Not by `recursive`: Node 20 tries for ever below a file system that takes no folders, such as /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  await mkdir(folder, { mode: 0o700 })
}

interface Surroundings {
  readonly settings: Settings
  readonly instance: Instance
  readonly installation: { readonly folder: string }
}

async function mountServices(
  components: Components,
  { settings, instance, installation }: Surroundings,
): Promise<Edge> {
  const [{ createEdge }, { default: mountRag }, { default: mountPlanner }, { default: mountQuiz }] = await Promise.all([
    import('../http/edge.ts'),
    import('../services/rag.ts'),
    import('../services/planner.ts'),
    import('../services/quiz.ts'),
  ])
  const [{ default: mountInference }, { default: mountGateway }] = await Promise.all([
    import('../services/inference.ts'),
    import('../services/gateway.ts'),
  ])
  const limits = await openRequestLimits(settings.rateLimits, { ...components, hasIdentity: false })
  const edge = createEdge({
    ...components,
    ...(limits !== null && { limits }),
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    maxConcurrentRequests: settings.requestMaxConcurrent,
  })
  const { ingestion, store } = components
  registerGauges(components, { version: instance.version, edge })
  mountInference(edge, components)
  if (settings.services === 'all') {
    mountRag(edge, { ...components, maxQueuedJobs: MAX_QUEUED_JOBS })
    mountPlanner(edge, components)
    mountQuiz(edge, components)
  }
  mountGateway(edge, {
    version: instance.version,
    instanceId: instance.instanceId,
    metrics: components.metrics,
    status: async () => await readStatus(components, instance),
    doctor: async () => {
      const { examine } = await import('./doctor.ts')
      return await examine({ ...components, home: settings.home })
    },
    backup: async (file) => ({ file, ...(await store.backup(file)) }),
    addSampleLibrary: async () => {
      const { addSampleLibrary } = await import('./sample-library.ts')
      return await addSampleLibrary(ingestion, installation)
    },
    idSource: components.idSource,
    machine: components.machine,
    mcp: settings.services === 'all' ? mcpOn(edge, { version: instance.version, logger: components.logger }) : null,
    webFolder: join(installation.folder, 'dist/web'),
  })
  return edge
}

/** The Model Context Protocol in front of the server's own addresses; its code is loaded when somebody speaks it. */
function mcpOn(
  edge: Edge,
  { version, logger }: { readonly version: string; readonly logger: Logger },
): (request: Request) => Promise<Response> {
  let loading: Promise<(request: Request) => Promise<Response>> | null = null
  async function load() {
    const { createMcpHttpHandler } = await import('../mcp/http-handler.ts')
    const client = createClient({ baseUrl: OWN_ADDRESS, fetch: async (request) => await edge.fetch(request) })
    return createMcpHttpHandler({
      version,
      client,
      onError: ({ message }) => logger.debug('mcp', { message }),
    })
  }
  return async (request) => await (await (loading ??= load()))(request)
}

/** No socket is used: the name only has to be one of this machine. */
const OWN_ADDRESS = 'http://127.0.0.1'

/** Documents that may wait to be read before uploads are refused for a while. */
const MAX_QUEUED_JOBS = 10_000
