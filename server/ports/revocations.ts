/**
 * Tells every process of the installation to look up anew who somebody is: they have signed out, were shut out, or have another role.
 * A process that misses it finds out by itself some seconds later.
 */
export interface Revocations {
  announce(userId: string): void
  /** @returns a function that ends the subscription. */
  subscribe(listener: (userId: string) => void): () => void
}
