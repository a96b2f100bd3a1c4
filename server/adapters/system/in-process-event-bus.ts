import type { ProgressEvent } from '@learnpath/contracts'
import { outsideScopes } from '../../kernel/access/access-scope.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { Logger } from '../../ports/logger.ts'

/** Calls every listener in turn; one that throws is logged and does not keep the event from the others. */
export function createInProcessEventBus(dependencies: { readonly logger: Logger }): EventBus {
  const listeners = new Set<(event: ProgressEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          outsideScopes(() => listener(event))
        } catch (error) {
          dependencies.logger.error('an event listener failed', { event: event.type, error: String(error) })
        }
      }
    },
    subscribe(listener) {
      // A wrapper of its own, so that one function subscribed twice is two subscriptions.
      const own = (event: ProgressEvent) => listener(event)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
  }
}
