import { join } from 'node:path'
import {
  createClient,
  LearnPathError,
  type DoctorCheck,
  type DoctorReport,
  type ServiceStatus,
} from '@learnpath/contracts'
import { runsInstallation } from '../http/access-gate.ts'
import type { Caller } from '../ports/caller.ts'
import type { PrincipalToken } from '../ports/principal-token.ts'
import { openBasics, type BasicComponents } from './basic-components.ts'
import type { GatewayIdentity, GatewayIdentityParts } from './gateway-identity.ts'
import { findInstallation } from './installation.ts'
import { makeHome } from './make-home.ts'
import { mcpOn } from './mcp-on-edge.ts'
import { openPrincipalToken, signerOf } from './open-principal-token.ts'
import { openRequestLimits } from './open-request-limits.ts'
import { runningProcess, type LearnPath, type StartOptions } from './running-process.ts'
import type { UpstreamService } from './service-settings.ts'
import type { Settings } from './settings.ts'
import { watchService, type ServiceProcesses } from './upstreams.ts'

/** The services behind the gateway. */
type Services = Readonly<Record<UpstreamService, ServiceProcesses>>

/** A process that opens no library: it serves the web app and hands everything else on. @throws LP_HOME_LOCKED */
export async function startGateway(settings: Settings, { logForm = 'json' }: StartOptions): Promise<LearnPath> {
  const installation = findInstallation()
  await makeHome(settings.home)
  const basics = await openBasics(settings, { logForm, repeatable: false, version: installation.version })
  const { acquireHomeLock } = await import('../adapters/sqlite/home-lock.ts')
  const { clock, instanceId } = basics
  const startedAt = new Date(clock.now()).toISOString()
  const lock = acquireHomeLock(settings.home, { pid: process.pid, url: null, instanceId, startedAt })
  const services = openServices(settings, basics)
  const token = await openPrincipalToken(settings, clock)
  let url: string | null = null
  const identity = await openSignIn(settings, { basics, token, rag: services.rag.forwarder, address: () => url })
  const edge = await mountEdge(settings, { basics, services, token, identity, installation })
  basics.machine.start()
  return runningProcess({
    settings,
    instanceId,
    edge,
    setupToken: async () => (await identity?.identity.accounts.setupToken()) ?? null,
    onListening(opened) {
      url = opened
      lock.announce({ pid: process.pid, url, instanceId, startedAt })
    },
    async close() {
      await Promise.all(Object.values(services).map(async (service) => await service.close()))
      await identity?.close()
      basics.machine.stop()
      await basics.close()
      lock.release()
    },
  })
}

type SignInParts = Omit<GatewayIdentityParts, 'token'> & { readonly token: PrincipalToken | null }

/** Null without identity. @throws LP_SETTING_INVALID when a setting that it needs is missing */
async function openSignIn(settings: Settings, { token, ...parts }: SignInParts): Promise<GatewayIdentity | null> {
  if (settings.identity.mode === 'none') return null
  if (token === null || settings.storeUrl === null) {
    const detail = 'a gateway with sign-in needs LEARNPATH_STORE_URL and LEARNPATH_SERVICE_SECRET'
    throw new LearnPathError('LP_SETTING_INVALID', { detail })
  }
  const { openGatewayIdentity } = await import('./gateway-identity.ts')
  return await openGatewayIdentity(settings, { ...parts, token })
}

function openServices({ serviceUrls }: Settings, basics: BasicComponents): Services {
  const open = (service: UpstreamService) => watchService({ service, urls: serviceUrls[service] }, basics)
  const rag = open('rag')
  return {
    rag,
    planner: open('planner'),
    quiz: open('quiz'),
    worker: open('worker'),
    inference: open('inference'),
  }
}

interface GatewayParts {
  readonly basics: BasicComponents
  readonly services: Services
  readonly token: PrincipalToken | null
  /** Null: everybody who reaches the gateway may do everything. */
  readonly identity: GatewayIdentity | null
  readonly installation: { readonly folder: string; readonly version: string }
}

async function mountEdge(settings: Settings, parts: GatewayParts) {
  const { basics, services, token, identity, installation } = parts
  const [{ createEdge }, { default: mountForwardingGateway }] = await Promise.all([
    import('../http/edge.ts'),
    import('../services/forwarding-gateway.ts'),
  ])
  const { version } = installation
  const requestTimeoutMs = settings.requestTimeoutSeconds * 1000
  const limits = await openRequestLimits(settings.rateLimits, { ...basics, hasIdentity: identity !== null })
  const edge = createEdge({
    ...basics,
    ...(limits !== null && { limits }),
    ...(identity !== null && { access: identity.access }),
    ...(identity?.publicUrl !== undefined && { publicUrl: identity.publicUrl }),
    requestTimeoutMs,
    maxConcurrentRequests: settings.requestMaxConcurrent,
  })
  const sign = signerOf(token)
  const { rag, planner, quiz, worker, inference } = services
  const clientFor = (caller: Caller, service: ServiceProcesses) =>
    createClient({
      baseUrl: 'http://127.0.0.1',
      fetch: async (request) =>
        await service.forwarder.forward(request, {
          requestId: basics.idSource.next('req'),
          incoming: null,
          timeLeftMs: requestTimeoutMs,
          traceparent: basics.tracer?.traceparent() ?? null,
          principal: await sign(caller),
          repeatable: true,
        }),
    })
  mountForwardingGateway(edge, {
    version,
    instanceId: basics.instanceId,
    metrics: basics.metrics,
    idSource: basics.idSource,
    webFolder: join(installation.folder, 'dist/web'),
    identityMode: settings.identity.mode,
    requestTimeoutMs,
    tracer: basics.tracer ?? null,
    sign,
    identity: identity?.identity ?? null,
    forwarders: {
      rag: rag.forwarder,
      planner: planner.forwarder,
      quiz: quiz.forwarder,
      worker: worker.forwarder,
      inference: inference.upstreams.length === 0 ? rag.forwarder : inference.forwarder,
    },
    checks: () => healthOf(services),
    status: async (caller) => {
      const status = await clientFor(caller, services.rag).status()
      return runsInstallation(caller) ? { ...status, services: statesOf(services) } : status
    },
    doctor: async (caller) => await examineAll(services, (service) => clientFor(caller, service)),
    mcp: mcpOn(edge, { version, logger: basics.logger }),
  })
  return edge
}

type ClientFor = (service: ServiceProcesses) => ReturnType<typeof createClient>

async function examineAll(services: Services, clientFor: ClientFor): Promise<DoctorReport> {
  const checks = [...(await checksOfLibrary(clientFor(services.rag))), ...checksOf(services)]
  return { ok: checks.every(({ severity }) => severity !== 'error'), checks }
}

/** Nothing when the rag service is away: what examines the rest says so. */
async function checksOfLibrary(rag: ReturnType<typeof createClient>): Promise<DoctorCheck[]> {
  try {
    return [...(await rag.doctor()).checks]
  } catch (failure) {
    if (failure instanceof LearnPathError && AWAY.has(failure.code)) return []
    throw failure
  }
}

const AWAY: ReadonlySet<string> = new Set(['LP_SERVICE_UNAVAILABLE', 'LP_SERVICE_TIMEOUT'])

const CONSEQUENCES: Readonly<Record<UpstreamService, string>> = {
  rag: 'nothing can be searched or asked',
  planner: 'there are no plans',
  quiz: 'there are no quizzes and reviews',
  worker: 'documents are taken but not read',
  inference: 'no models are run for other programs',
}

function countReady({ upstreams }: Services[UpstreamService]): { states: readonly string[]; ready: number } {
  const states = upstreams.map((upstream) => upstream.health().state)
  return { states, ready: states.filter((state) => state === 'ready').length }
}

function checksOf(services: Services): DoctorCheck[] {
  return namesOf(services).map((service) => {
    const { states, ready } = countReady(services[service])
    const detail = `${ready} of ${states.length} processes are ready`
    const name = `service ${service}`
    if (ready === states.length) return { name, ok: true, severity: 'info', detail, advice: null }
    const advice = `Start what is missing, or correct LEARNPATH_${service.toUpperCase()}_URLS.`
    if (ready > 0) return { name, ok: false, severity: 'warning', detail, advice }
    return { name, ok: false, severity: 'error', detail: `${detail}: ${CONSEQUENCES[service]}`, advice }
  })
}

/** Of each service the state that all its processes are in; otherwise how many of them are ready. */
function healthOf(services: Services): Record<string, string> {
  const told = namesOf(services).map((service): [string, string] => {
    const { states, ready } = countReady(services[service])
    const [first = 'unknown'] = states
    return [service, states.every((state) => state === first) ? first : `${ready} of ${states.length} ready`]
  })
  return Object.fromEntries(told)
}

/** Those that have processes. */
const namesOf = (services: Services): UpstreamService[] =>
  (Object.keys(services) as UpstreamService[]).filter((service) => services[service].upstreams.length > 0)

function statesOf(services: Services): ServiceStatus[] {
  return namesOf(services).flatMap((service) =>
    services[service].upstreams.map((upstream) => ({ service, url: upstream.url, ...upstream.health() })),
  )
}
