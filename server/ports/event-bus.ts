import type { ProgressEvent } from '@learnpath/contracts'

/** Tells whoever listens what is going on. Nothing durable hangs on it: a listener that misses an event asks the API. */
export interface EventBus {
  publish(event: ProgressEvent): void
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: ProgressEvent) => void): () => void
}
