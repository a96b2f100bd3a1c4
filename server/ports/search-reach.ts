/** Whose an entry of an index is. A document keeps both for as long as it is there. */
export interface EntryHome {
  readonly workspaceId: string
  readonly collectionId: string
}

/**
 * Collections that a search may look into, as the relational store has them at that moment: an index is no authority on who may
 * see what. Told in two ways that mean the same; each index goes by the one that it keeps (`keepsHomes`).
 */
export interface SearchBounds {
  /** Null: of whatever workspace. */
  readonly workspaceId: string | null
  readonly collectionIds: ReadonlySet<string>
  /**
   * The documents in them; null when these are all that there are. Empty where every index that is asked goes by collections, so
   * that one which does not finds nothing.
   */
  readonly documentIds: ReadonlySet<string> | null
}

/** Which entries a search may give. */
export interface SearchReach {
  /** When set, only entries within, whatever else is asked for. */
  readonly bounds?: SearchBounds
  /** When set, only chunks of these documents. */
  readonly documentIds?: ReadonlySet<string>
}
