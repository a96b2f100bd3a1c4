/** Where new ids come from. Injected, so that tests are repeatable. */
export interface IdSource {
  /** A new id such as `doc_9f3k…`: `prefix`, an underscore and 20 characters of [0-9a-z]. */
  next(prefix: string): string
}
