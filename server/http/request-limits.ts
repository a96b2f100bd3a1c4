import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { ENDPOINTS, LearnPathError, type Endpoint } from '@learnpath/contracts'
import type { Metrics } from '../ports/metrics.ts'
import type { RateLimiter, RateVerdict } from '../ports/rate-limiter.ts'
import type { Caller } from '../ports/caller.ts'

/** Kinds of requests that cost about the same and are counted together. */
export const RATE_CLASSES = ['reads', 'writes', 'searches', 'answers', 'uploads', 'sign-ins'] as const
export type RateClass = (typeof RATE_CLASSES)[number]

export interface RequestLimitsOptions {
  readonly limiter: RateLimiter
  /** Requests of one caller; 0: as many as they like. */
  readonly perMinute: Readonly<Record<RateClass, number>>
  readonly metrics: Pick<Metrics, 'rateLimited'>
}

/** Fields that tell a client where it stands: draft-ietf-httpapi-ratelimit-headers, from its version 08 on. */
export interface RateHeaders {
  readonly 'ratelimit-policy': string
  readonly ratelimit: string
}

/** How often somebody may ask for what. */
export interface RequestLimits {
  /**
   * Counts a request; null when it is not counted.
   * @param tell gets the fields for the answer, also when it is refused
   * @throws LP_RATE_LIMITED
   */
  take(arrival: CountedArrival, tell: (headers: RateHeaders) => void): Promise<void>
}

export interface CountedArrival {
  readonly endpoint: Endpoint
  readonly caller: Caller
  /** Undefined: from inside this process. */
  readonly incoming: IncomingMessage | undefined
}

const WINDOW_SECONDS = 60

export function createRequestLimits({ limiter, perMinute, metrics }: RequestLimitsOptions): RequestLimits {
  const policies = new Map(
    RATE_CLASSES.map((rateClass) => {
      const policy = { quota: perMinute[rateClass], windowMs: WINDOW_SECONDS * 1000 }
      return [rateClass, { policy, header: `"${rateClass}";q=${policy.quota};w=${WINDOW_SECONDS}` }] as const
    }),
  )
  return {
    async take(arrival, tell) {
      const rateClass = classOf(arrival.endpoint)
      const known = rateClass === null ? undefined : policies.get(rateClass)
      const who = rateClass === null ? null : whoAsks(arrival, rateClass)
      if (rateClass === null || known === undefined || known.policy.quota === 0 || who === null) return
      const verdict = await limiter.take(`${rateClass}:${who}`, known.policy)
      tell({ 'ratelimit-policy': known.header, ratelimit: standing(rateClass, verdict) })
      if (verdict.isAllowed) return
      metrics.rateLimited(rateClass)
      throw new LearnPathError('LP_RATE_LIMITED', {
        detail: `${WORDS[rateClass]}: more than ${known.policy.quota} a minute`,
        retryAfterSeconds: Math.max(1, Math.ceil(verdict.retryAfterMs / 1000)),
      })
    },
  }
}

const standing = (rateClass: RateClass, { remaining, retryAfterMs, resetMs, isAllowed }: RateVerdict): string =>
  `"${rateClass}";r=${remaining};t=${Math.ceil((isAllowed ? resetMs : retryAfterMs) / 1000)}`

const WORDS: Readonly<Record<RateClass, string>> = {
  reads: 'requests',
  writes: 'changes',
  searches: 'searches',
  answers: 'questions',
  uploads: 'uploads',
  'sign-ins': 'attempts to sign in',
}

/** Each key of a user counts for itself; who is not signed in, or is about to, by network address. Null: not counted. */
function whoAsks({ caller, incoming }: CountedArrival, rateClass: RateClass): string | null {
  const { principal } = caller
  if (principal !== null && rateClass !== 'sign-ins') {
    return principal.via === 'key' ? `key:${principal.credentialId ?? ''}` : `user:${principal.userId}`
  }
  const address = caller.address ?? incoming?.socket.remoteAddress ?? null
  return address === null ? null : `address:${networkOf(address)}`
}

/** Whoever has an IPv6 address has 2^64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':')].slice(0, 4).join(':')
}

/** Null: never counted, since whoever watches over the server asks for it. */
const EXCEPTIONS: Partial<Record<keyof typeof ENDPOINTS, RateClass | null>> = {
  live: null,
  ready: null,
  metrics: null,
  session: 'reads',
  signIn: 'sign-ins',
  setUp: 'sign-ins',
  resetPassword: 'sign-ins',
  changePassword: 'sign-ins',
  acceptInvitation: 'sign-ins',
  viewInvitation: 'sign-ins',
  search: 'searches',
  searchByQuery: 'searches',
  graphSearch: 'searches',
  embed: 'searches',
  openAiEmbeddings: 'searches',
  rerank: 'searches',
  countTokens: 'reads',
  mcp: 'reads',
  ask: 'answers',
  askInConversation: 'answers',
  chatCompletions: 'answers',
  createQuiz: 'answers',
  startModuleQuiz: 'answers',
  createPlan: 'answers',
  previewPlan: 'answers',
  previewPlanChange: 'answers',
  generateLabels: 'answers',
  addDocuments: 'uploads',
  importLearning: 'uploads',
  importLabels: 'uploads',
}

const classes = new Map<Endpoint, RateClass | null>(
  (Object.keys(EXCEPTIONS) as (keyof typeof ENDPOINTS)[]).map((name) => [ENDPOINTS[name], EXCEPTIONS[name] ?? null]),
)

function classOf(endpoint: Endpoint): RateClass | null {
  const exception = classes.get(endpoint)
  return exception === undefined ? (endpoint.method === 'GET' ? 'reads' : 'writes') : exception
}
