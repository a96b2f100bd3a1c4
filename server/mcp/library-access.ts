import type { LearnPathClient } from '@learnpath/contracts'

/** A LearnPath that answers. */
export interface OpenLibrary {
  readonly client: LearnPathClient
  /** Where its web app is, such as http://127.0.0.1:8080. */
  readonly address: string
}

/** The way to a LearnPath, for as long as the work takes. */
export interface LibraryAccess {
  use<T>(work: (library: OpenLibrary) => Promise<T>): Promise<T>
}
