import type { SettingDefinition } from './setting-definition.ts'

/** What a process does: everything, or one part of it. */
export const SERVICES = ['all', 'gateway', 'rag', 'planner', 'quiz', 'inference', 'worker'] as const
export type Service = (typeof SERVICES)[number]
/** Those that a gateway hands requests on to. */
export type UpstreamService = Exclude<Service, 'all' | 'gateway'>

/** Where each listens when LEARNPATH_PORT does not say it. */
export const DEFAULT_PORTS: Readonly<Record<Service, number>> = {
  all: 8080,
  gateway: 8080,
  rag: 8001,
  planner: 8002,
  quiz: 8003,
  inference: 8004,
  worker: 8005,
}

/** Of the processes of a LearnPath that is split into services. */
export interface ServiceSettings {
  readonly services: Service
  /** Addresses of the processes of each; empty when there is none. */
  readonly serviceUrls: Readonly<Record<UpstreamService, readonly string[]>>
  /** How long a process goes on answering after it was told to stop. */
  readonly drainSeconds: number
  /** What gateway and services prove to each other who they are with; null when all are on one machine. */
  readonly serviceSecret: string | null
}

const urlsOf = (service: 'rag' | 'planner' | 'quiz' | 'worker', what: string) =>
  ({
    name: `LEARNPATH_${service.toUpperCase() as Uppercase<typeof service>}_URLS`,
    kind: 'urls',
    default: `http://127.0.0.1:${DEFAULT_PORTS[service]}`,
    description: `Addresses of the processes that ${what}; several with commas between them, which are used in turn.`,
  }) as const

export const SERVICE_SETTINGS = [
  {
    name: 'LEARNPATH_SERVICES',
    kind: 'choice',
    choices: SERVICES,
    default: 'all',
    description:
      'What this process does: everything; one part of a LearnPath that is split into services (`gateway`, `rag`, `planner`, `quiz`, `worker`; all but the gateway need LEARNPATH_STORE_URL); or `inference`: only running models for other LearnPath servers (which name it in LEARNPATH_EMBEDDER_URL and LEARNPATH_RERANKER_URL).',
  },
  urlsOf('rag', 'keep the library, search and answer'),
  urlsOf('planner', 'make plans'),
  urlsOf('quiz', 'make quizzes and keep reviews'),
  urlsOf('worker', 'read documents and do the other work in the background'),
  {
    name: 'LEARNPATH_INFERENCE_URLS',
    kind: 'urls',
    default: '',
    description:
      'Addresses of processes that run models for other programs (`/embed`, `/rerank` and the like). Empty: the rag service does it.',
  },
  {
    name: 'LEARNPATH_DRAIN_SECONDS',
    kind: 'integer',
    min: 0,
    max: 600,
    unit: 'seconds',
    default: '2',
    description:
      'Time that one of several services goes on answering after it was told to stop, while it says at `/health/ready` that it stops: whoever sends it requests has so long to notice. A LearnPath in one process stops at once.',
  },
  {
    name: 'LEARNPATH_SERVICE_SECRET',
    kind: 'text',
    default: '',
    description:
      'Secret of at least 32 characters that gateway and services share, so that services answer nobody but their gateway and each other. Needed as soon as a service listens elsewhere than on this machine, or people sign in at a LearnPath that is split or whose database has no password.',
  },
] as const satisfies readonly SettingDefinition[]

type Read = (name: (typeof SERVICE_SETTINGS)[number]['name']) => string | number

const listOf = (text: string | number): string[] =>
  String(text)
    .split(',')
    .map((url) => url.trim().replace(/\/+$/u, ''))
    .filter((url) => url !== '')

export function readServiceSettings(read: Read): ServiceSettings {
  const services = read('LEARNPATH_SERVICES')
  const secret = String(read('LEARNPATH_SERVICE_SECRET')).trim()
  return {
    services: SERVICES.find((service) => service === services) ?? 'all',
    serviceUrls: {
      rag: listOf(read('LEARNPATH_RAG_URLS')),
      planner: listOf(read('LEARNPATH_PLANNER_URLS')),
      quiz: listOf(read('LEARNPATH_QUIZ_URLS')),
      worker: listOf(read('LEARNPATH_WORKER_URLS')),
      inference: listOf(read('LEARNPATH_INFERENCE_URLS')),
    },
    drainSeconds: services === 'all' || services === 'inference' ? 0 : Number(read('LEARNPATH_DRAIN_SECONDS')),
    serviceSecret: secret === '' ? null : secret,
  }
}

const SHORTEST_SECRET = 32

const issue = (field: string, message: string) => ({ field, message, code: 'LP_SETTING_INVALID' }) as const

interface Surroundings {
  readonly storeUrl: string | null
  readonly identity: { readonly mode: string }
}

/** Its address alone is no secret: whoever guesses it can open what processes seal for each other. */
const hasPassword = (storeUrl: string): boolean => /^\w+:\/\/[^/@]*:[^/@]+@|[?&]password=[^&]/u.test(storeUrl)

/** @returns why there must be a secret; null when it need not be there */
function whySecret(services: Service, { storeUrl, identity: { mode } }: Surroundings): string | null {
  if (mode === 'none' || services === 'inference') return null
  if (services !== 'all') return `LEARNPATH_IDENTITY is ${mode}, and gateway and services must trust each other`
  if (storeUrl === null || hasPassword(storeUrl)) return null
  return `LEARNPATH_IDENTITY is ${mode} and LEARNPATH_STORE_URL has no password, and passwords of documents are sealed with one of them`
}

/** What is wrong with the settings of services together. */
export function serviceIssues(
  { services, serviceUrls, serviceSecret }: ServiceSettings,
  surroundings: Surroundings,
): { readonly field: string; readonly message: string; readonly code: 'LP_SETTING_INVALID' }[] {
  const { storeUrl } = surroundings
  const secretFor = serviceSecret === null ? whySecret(services, surroundings) : null
  const needsStore = services !== 'all' && services !== 'gateway' && services !== 'inference'
  const needsRag = services === 'gateway' || services === 'planner' || services === 'quiz'
  return [
    ...(needsStore && storeUrl === null
      ? [issue('LEARNPATH_STORE_URL', `must name the database that all services share, since this one is ${services}`)]
      : []),
    ...(needsRag && serviceUrls.rag.length === 0
      ? [issue('LEARNPATH_RAG_URLS', `must name at least one address, since this service is ${services}`)]
      : []),
    ...(secretFor !== null ? [issue('LEARNPATH_SERVICE_SECRET', `must be set, since ${secretFor}`)] : []),
    ...(serviceSecret !== null && serviceSecret.length < SHORTEST_SECRET
      ? [issue('LEARNPATH_SERVICE_SECRET', `must have at least ${SHORTEST_SECRET} characters`)]
      : []),
  ]
}
