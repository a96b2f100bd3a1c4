import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { openBasics, type BasicComponents } from './basic-components.ts'
import { findInstallation } from './installation.ts'
import { openLanguageModels } from './language-components.ts'
import { openStudyComponents, type StudyComponents } from './learning-components.ts'
import { makeHome } from './make-home.ts'
import { guardedBy, openPrincipalToken, openServiceAccess } from './open-principal-token.ts'
import { openFiles } from './open-files.ts'
import { openStore } from './open-store.ts'
import { createRemoteRetrieval } from './remote-retrieval.ts'
import { registerStoreGauges } from './program-gauges.ts'
import { runningProcess, type LearnPath, type StartOptions } from './running-process.ts'
import { DEFAULT_PORTS } from './service-settings.ts'
import type { Settings } from './settings.ts'
import { watchService } from './upstreams.ts'
import { currentScope } from '../kernel/access/access-scope.ts'
import type { Principal } from '../ports/principal.ts'
import type { PrincipalToken } from '../ports/principal-token.ts'

type Closing = () => Promise<void> | void

/** A process that makes plans, or quizzes and reviews, on the shared store. It has no index: it asks the rag service. */
export async function startStudyProcess(settings: Settings, { logForm = 'json' }: StartOptions): Promise<LearnPath> {
  const { version } = findInstallation()
  await makeHome(settings.home)
  const basics = await openBasics(settings, { logForm, repeatable: false, version })
  const token = await openPrincipalToken(settings, basics.clock)
  const opened: Closing[] = [async () => await basics.close()]
  const close = async () => {
    for (const end of opened.toReversed()) await end()
  }
  try {
    const study = await openStudy(settings, { basics, token, opened })
    const edge = await mountEdge(settings, { basics, study, token, version })
    basics.machine.start()
    opened.push(() => basics.machine.stop())
    return runningProcess({ settings, instanceId: basics.instanceId, edge, close })
  } catch (failure) {
    await close()
    throw failure
  }
}

interface Opening {
  readonly basics: BasicComponents
  readonly token: PrincipalToken | null
  /** Gets what closes each. */
  readonly opened: Closing[]
}

async function openStudy(settings: Settings, { basics, token, opened }: Opening): Promise<StudyComponents> {
  const [{ createSqlJobQueue }, { createLibrary }] = await Promise.all([
    import('../adapters/sql/job-queue.ts'),
    import('../modules/library/index.ts'),
  ])
  const databaseFile = join(settings.home, 'learnpath.db')
  const opening = { ...basics, processId: basics.instanceId, scoped: settings.identity.mode !== 'none' }
  const { store, sharing, leadership } = await openStore({ ...settings, databaseFile }, opening)
  opened.push(async () => await store.close())
  registerStoreGauges({ metrics: basics.metrics, store })
  opened.push(async () => await leadership.close())
  const blobStore = await openFiles({ ...settings, ...basics, db: store.db })
  const jobQueue = createSqlJobQueue({ ...basics, store, ...(sharing !== null && { sharing }) })
  opened.push(async () => await jobQueue.stop({ graceMs: 0 }))
  const library = createLibrary({ ...basics, store, blobStore })
  const languageModels = await openLanguageModels(settings, { ...basics, store })
  opened.push(async () => await languageModels.stop())
  const rag = watchService({ service: 'rag', urls: settings.serviceUrls.rag }, basics)
  opened.push(async () => await rag.close())
  const retrieval = createRemoteRetrieval(
    async (request) =>
      await rag.forwarder.forward(request, {
        requestId: basics.idSource.next('req'),
        incoming: null,
        timeLeftMs: settings.requestTimeoutSeconds * 1000,
        traceparent: basics.tracer?.traceparent() ?? null,
        principal: token === null ? null : await token.sign(readerInScope()),
        repeatable: true,
      }),
  )
  const study = await openStudyComponents({
    ...basics,
    store,
    leadership,
    jobQueue,
    library,
    retrieval,
    languageModels,
    address: () => settings.identity.publicUrl ?? `http://127.0.0.1:${DEFAULT_PORTS.gateway}`,
  })
  opened.push(async () => await study.analyst.close())
  opened.push(async () => await study.concepts.stop())
  opened.push(async () => await study.plans.stop())
  await study.plans.start()
  return study
}

/** Searches are done for whoever asked for the plan or the quiz. */
function readerInScope(): Principal | null {
  const scope = currentScope()
  if (scope === null) return null
  return {
    ...scope,
    userName: '',
    role: 'viewer',
    isAdministrator: false,
    via: 'token',
    scope: 'read',
    credentialId: null,
    csrfToken: null,
  }
}

interface Mounting {
  readonly basics: BasicComponents
  readonly study: StudyComponents
  readonly token: PrincipalToken | null
  readonly version: string
}

async function mountEdge(settings: Settings, { basics, study, token, version }: Mounting) {
  const [{ createEdge }, { mountHealth }] = await Promise.all([
    import('../http/edge.ts'),
    import('../services/health.ts'),
  ])
  const access = await openServiceAccess(settings, token)
  const edge = createEdge({
    ...basics,
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    maxConcurrentRequests: settings.requestMaxConcurrent,
    ...(access !== null && { access }),
    ...(token !== null && { guard: guardedBy(token) }),
  })
  mountHealth(edge, {
    version,
    instanceId: basics.instanceId,
    metrics: basics.metrics,
    checks: () => ({ store: 'ok' }),
  })
  if (settings.services === 'planner') {
    const { default: mountPlanner } = await import('../services/planner.ts')
    mountPlanner(edge, study)
  } else if (settings.services === 'quiz') {
    const { default: mountQuiz } = await import('../services/quiz.ts')
    mountQuiz(edge, study)
  } else {
    throw new LearnPathError('LP_INTERNAL', { detail: `${settings.services} makes neither plans nor quizzes` })
  }
  return edge
}
