/** A file of a watched folder. */
export interface FoundFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  readonly sizeBytes: number
  /** Modification time in whole ms since 1970-01-01 UTC. */
  readonly modifiedAt: number
}

export interface UnreadablePlace {
  /** Relative to the folder; '' for the folder itself. */
  readonly path: string
  readonly reason: string
}

export interface FolderScan {
  /** Ordered by path. */
  readonly files: readonly FoundFile[]
  /** Files and folders that could not be looked at: nothing is known of them or what is below them. */
  readonly unreadable: readonly UnreadablePlace[]
  /** Whether the folder has no entry at all, as an empty mount point has. */
  readonly empty: boolean
  /** Changes when another file system is mounted at the folder's place, or the folder is replaced. */
  readonly identity: string
}

export interface ScanOptions {
  /** Patterns in the syntax of .gitignore, beside those of `.learnpathignore` files found on the way. */
  readonly ignore: readonly string[]
  /** Lower case, without the dot. */
  readonly extensions: ReadonlySet<string>
}

/** Folders on the server's machine. Hidden files, temporary files and folders of installed packages are never seen. */
export interface FolderWatcher {
  /** Absolute path without symbolic links. @throws LP_PATH_UNREADABLE when it is no folder or may not be read. */
  resolve(folder: string): Promise<string>
  /**
   * Looks at all files, through symbolic links within the folder, each folder once; those that lead out of it are told as unreadable.
   * @returns null when the folder is not there.
   */
  scan(folder: string, options: ScanOptions): Promise<FolderScan | null>
  /** The file as it is now; null when it is gone. */
  look(folder: string, path: string): Promise<FoundFile | null>
  /** @throws LP_PATH_UNREADABLE, when the first bytes are asked for. */
  read(folder: string, path: string): AsyncIterable<Uint8Array>
  /** Tells that something below the folder may have changed; several changes may be told at once, some not at all. */
  subscribe(folder: string, onChange: () => void): Promise<{ close(): Promise<void> }>
}
