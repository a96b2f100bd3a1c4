import type { ErrorCode } from '@learnpath/contracts'
import type { AnkiNote, AnkiPackageContent } from '../../ports/anki-packages.ts'

/** What the process for packages is asked once; it ends with its answer. Files are in a folder of the asker's. */
export type AnkiQuestion =
  | { readonly kind: 'read'; readonly packageFile: string; readonly collectionFile: string }
  | {
      readonly kind: 'write'
      readonly packageFile: string
      readonly collectionFile: string
      readonly notes: readonly AnkiNote[]
      readonly at: number
    }

export type AnkiAnswer =
  | { readonly kind: 'read'; readonly content: AnkiPackageContent }
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string | null }
