import type { KeywordIndex } from './keyword-index.ts'

/** Holds the keyword index that serves and, during a rebuild, the next one beside it. */
export interface KeywordIndexStore {
  /** Whether other processes have the same index; then one of them writes and the others read it again. */
  readonly isShared: boolean
  /** The index that serves. Changes at `commitRebuild`; read it anew for every operation. */
  readonly current: KeywordIndex
  /** The `builtWith` given when `current` was committed; '' for an index that started empty, also after damage, or is of an older form. */
  readonly builtWith: string
  /** Opens an empty index beside the current one; one left over by an interrupted rebuild is dropped. */
  beginRebuild(): Promise<KeywordIndex>
  /** Flushes the new index, makes it `current` durably and atomically, and drops the old one. */
  commitRebuild(builtWith: string): Promise<void>
  /** Drops the new index; does nothing when there is none. */
  abandonRebuild(): Promise<void>
  /** Reads again how far another process has written, and which index serves; nothing to do where no other process can. */
  refresh(): Promise<void>
  /** Closes the indexes, writing what is in memory. */
  close(): Promise<void>
}
