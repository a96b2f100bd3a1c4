import type { ProgressEvent } from '@learnpath/contracts'

/**
 * Tells whoever listens what is going on, also in other processes where there are any. Nothing durable hangs on it: a listener that
 * misses an event asks the API.
 */
export interface EventBus {
  /**
   * Listeners in this process have been called when it returns, outside of any access scope: what they do they do for everybody.
   * Those in others follow, each once and in the order of publishing.
   */
  publish(event: ProgressEvent): void
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: ProgressEvent) => void): () => void
}
