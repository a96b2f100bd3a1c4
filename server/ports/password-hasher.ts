/** Turns passwords into what may be stored. Slow on purpose, and never on the thread that answers requests. */
export interface PasswordHasher {
  /** @throws LP_SERVER_BUSY when too many wait already */
  hash(password: string): Promise<string>
  /**
   * @param hash null: there is none; it takes as long and fails, so that nobody can measure whether an account exists
   * @returns `outdated` when the hash was made with weaker parameters than those of today
   * @throws LP_SERVER_BUSY when too many wait already
   */
  verify(password: string, hash: string | null): Promise<{ readonly matches: boolean; readonly outdated: boolean }>
}
