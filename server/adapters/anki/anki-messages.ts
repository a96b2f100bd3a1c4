import type { ErrorCode } from '@learnpath/contracts'
import type { AnkiCard, AnkiNote, AnkiPackageContent } from '../../ports/anki-packages.ts'

/** Files in a folder of the asker's: the package (or text), and room for the collection. */
export interface PackageFiles {
  readonly packageFile: string
  readonly collectionFile: string
}

/** What the process for packages is told. Notes come in slices before the question that they are for; after its answer it ends. */
export type AnkiQuestion =
  | { readonly kind: 'notes'; readonly notes: readonly AnkiNote[] }
  | ({ readonly kind: 'write'; readonly at: number } & PackageFiles)
  | ({ readonly kind: 'read' } & PackageFiles)
  | ({ readonly kind: 'read-text'; readonly deck: string } & PackageFiles)

/** Cards come in slices before the answer that ends them. */
export type AnkiAnswer =
  | { readonly kind: 'cards'; readonly cards: readonly AnkiCard[] }
  | { readonly kind: 'read'; readonly refused: AnkiPackageContent['refused'] }
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string | null }

/** Cards or notes in one message: a message is packed and unpacked in one go. */
export const SLICE = 200
