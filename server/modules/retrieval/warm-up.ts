import type { SearchRequest } from '@learnpath/contracts'
import { scopeKey } from '../../kernel/access/scope-key.ts'
import { currentScope, outsideScopes, withinScope, type AccessScope } from '../../kernel/access/access-scope.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { Logger } from '../../ports/logger.ts'
import { LearnPathError } from '@learnpath/contracts'
import { createDebouncedTask } from './debounced-task.ts'
import { createFrequentRequests } from './frequent-requests.ts'

/** So many of the most frequent queries are answered anew after a change, none that was asked less often than this. */
const QUERIES = 20
const LEAST_ASKED = 3

export interface WarmUpDependencies {
  readonly eventBus: EventBus
  readonly logger: Logger
  /** Wait after the first of several changes. */
  readonly delayMs: number
  /** Answers a request so that it is remembered. */
  readonly warm: (request: SearchRequest) => Promise<void>
}

interface AskedFor {
  readonly request: SearchRequest
  readonly scope: AccessScope | null
}

/** Answers what is asked often again after a change of the library, before somebody waits for it. Nothing of it is stored. */
export interface WarmUp {
  asked(request: SearchRequest): void
  start(): void
  /** Ends with the request that is being answered. */
  stop(): Promise<void>
}

export function createWarmUp({ eventBus, logger, delayMs, warm }: WarmUpDependencies): WarmUp {
  const frequent = createFrequentRequests<AskedFor>()
  let stopped = false
  let unsubscribe: (() => void) | null = null
  let running: Promise<void> = Promise.resolve()

  async function warmAll(): Promise<void> {
    for (const { request, scope } of frequent.most(QUERIES, LEAST_ASKED)) {
      if (stopped) return
      const answer = async () => await warm(request)
      await (scope === null ? outsideScopes(answer) : withinScope(scope, answer))
    }
    frequent.age()
  }

  const task = createDebouncedTask(
    async () => {
      running = warmAll()
      await running
    },
    delayMs,
    (cause) => {
      const error = cause instanceof LearnPathError ? cause.code : String(cause)
      logger.warn('answering frequent queries ahead failed', { error })
    },
  )

  return {
    asked(request) {
      // What a filter lets through is never remembered, and reordering is too dear to be done for nobody.
      if (request.filters === undefined && request.rerank === false) {
        const scope = currentScope()
        frequent.count(`${scopeKey()} ${JSON.stringify(request)}`, { request, scope })
      }
    },
    start() {
      unsubscribe = eventBus.subscribe(({ type }) => {
        if (type === 'document-changed' || type === 'document-deleted') task.request()
      })
    },
    async stop() {
      stopped = true
      unsubscribe?.()
      await Promise.allSettled([running])
      await task.finish()
    },
  }
}
