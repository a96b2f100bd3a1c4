import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { ENDPOINTS } from '@learnpath/contracts'
import { runsInstallation } from '../http/access-gate.ts'
import type { Edge } from '../http/edge.ts'
import type { LogForm } from './basic-components.ts'
import { openComponents, type Components } from './components.ts'
import { findInstallation } from './installation.ts'
import { makeHome } from './make-home.ts'
import { mcpOn } from './mcp-on-edge.ts'
import { guardedBy, openPrincipalToken, openServiceAccess } from './open-principal-token.ts'
import { registerGauges } from './program-gauges.ts'
import { openRequestLimits } from './open-request-limits.ts'
import { runningProcess, type LearnPath, type StartOptions } from './running-process.ts'
import type { Settings } from './settings.ts'
import { readStatus, statusForMembers, type Instance } from './status.ts'

export type { LogForm }
export type { LearnPath, StartOptions } from './running-process.ts'

/**
 * Opens the data folder and puts the program together. Everything that is not needed to answer is loaded later.
 * @throws LP_HOME_LOCKED, LP_HOME_UNUSABLE, LP_STORE_FULL, LP_STORE_DAMAGED, LP_STORE_NEWER
 */
export async function startLearnPath(settings: Settings, options: StartOptions): Promise<LearnPath> {
  switch (settings.services) {
    case 'gateway':
      return await (await import('./gateway-process.ts')).startGateway(settings, options)
    case 'planner':
    case 'quiz':
      return await (await import('./study-process.ts')).startStudyProcess(settings, options)
    case 'rag':
    case 'worker':
      // Nobody waits for its answer: on a shared machine the processor is first for those that people wait for.
      if (settings.services === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
      // Several on one machine share files and models; indexes and lock are each one's own.
      return await startLibraryProcess(
        { ...settings, home: join(settings.home, `${settings.services}-${settings.port}`) },
        options,
      )
    default:
      return await startLibraryProcess(settings, options)
  }
}

/** A process that opens the library and all that works on it. */
async function startLibraryProcess(settings: Settings, options: StartOptions): Promise<LearnPath> {
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
  return runningProcess({
    settings,
    instanceId,
    edge,
    beforeAnswer: async (request) => {
      if (isQuestion(request)) await components.retrieval.ready()
    },
    onListening(opened) {
      url = opened
      components.lock.announce({ pid: process.pid, url, instanceId, startedAt })
    },
    setupToken: async () => (await components.identity?.identity.accounts.setupToken()) ?? null,
    stopWork: async (graceMs) => await components.jobQueue.stop({ graceMs }),
    close: async () => await components.close(),
  })
}

function isQuestion({ url }: Request): boolean {
  const { pathname } = new URL(url)
  return [ENDPOINTS.search, ENDPOINTS.ask].some(({ path }) => pathname === path) || ASKED_IN_CONVERSATION.test(pathname)
}

const ASKED_IN_CONVERSATION = /^\/conversations\/[^/]+\/turns$/

interface Surroundings {
  readonly settings: Settings
  readonly instance: Instance
  readonly installation: { readonly folder: string }
}

async function mountServices(
  components: Components,
  { settings, instance, installation }: Surroundings,
): Promise<Edge> {
  const { services } = settings
  const { mountGateway, mountInference, mountPlanner, mountQuiz, mountRag } = await import('./library-code.ts')
  const edge = await openEdge(components, settings)
  const { ingestion, store } = components
  registerGauges(components, { version: instance.version, edge })
  mountInference(edge, components)
  if (services !== 'inference') mountRag(edge, { ...components, maxQueuedJobs: MAX_QUEUED_JOBS })
  if (services === 'all') {
    mountPlanner(edge, components)
    mountQuiz(edge, components)
  }
  mountGateway(edge, {
    version: instance.version,
    instanceId: instance.instanceId,
    metrics: components.metrics,
    checks: () => ({ store: 'ok', index: 'ok' }),
    status: async (caller) => {
      const status = await readStatus(components, instance)
      return runsInstallation(caller) ? status : await statusForMembers(status, components)
    },
    doctor: async () => {
      const { examine } = await import('./doctor.ts')
      return await examine({ ...components, home: settings.home })
    },
    backup: async (file) => ({ file, ...(await store.backup(file)) }),
    addSampleLibrary: async () => {
      const { addSampleLibrary } = await import('./sample-library.ts')
      return await addSampleLibrary(ingestion, installation)
    },
    identity: components.identity?.identity ?? null,
    idSource: components.idSource,
    machine: components.machine,
    mcp: services === 'all' ? mcpOn(edge, { version: instance.version, logger: components.logger }) : null,
    webFolder: join(installation.folder, 'dist/web'),
    identityMode: settings.identity.mode,
  })
  return edge
}

/** The outside of this process: who may do what, and how much of it. */
async function openEdge(components: Components, settings: Settings): Promise<Edge> {
  const { identity } = components
  const { services } = settings
  const { createEdge } = await import('./library-code.ts')
  const token = services === 'all' ? null : await openPrincipalToken(settings, components.clock)
  const access = services === 'all' ? (identity?.access ?? null) : await openServiceAccess(settings, token)
  // Of a LearnPath that is split, the gateway counts.
  const isCounted = services === 'all' || services === 'inference'
  const limits = isCounted
    ? await openRequestLimits(settings.rateLimits, { ...components, hasIdentity: identity !== null })
    : null
  return createEdge({
    ...components,
    ...(limits !== null && { limits }),
    ...(access !== null && { access }),
    ...(identity?.publicUrl !== undefined && { publicUrl: identity.publicUrl }),
    ...(token !== null && { guard: guardedBy(token) }),
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    maxConcurrentRequests: settings.requestMaxConcurrent,
  })
}

/** Documents that may wait to be read before uploads are refused for a while. */
const MAX_QUEUED_JOBS = 10_000
