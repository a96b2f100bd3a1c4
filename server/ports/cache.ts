/**
 * Values by key that can be made again: what is put in may be forgotten at any moment. The key says everything that the value depends
 * on; nothing is ever taken back. Neither method rejects.
 */
export interface Cache {
  /** Null: not known, or not any more. */
  get(key: string): Promise<Uint8Array | null>
  /** Known for at most `ttlMs`. Resolves when it is, or when it could not be kept. */
  set(key: string, value: Uint8Array, ttlMs: number): Promise<void>
}
