/** Where tokens come from that nobody may guess. Injected, so that tests can count them. */
export interface SecretSource {
  /** 256 random bits as 43 characters of [A-Za-z0-9_-]. */
  next(): string
}
