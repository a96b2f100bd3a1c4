import type { UpdateReviewSettingsRequest } from '@learnpath/contracts'
import type { ForeignCard } from '../../reviews/index.ts'

/** What a file holds, whatever its format. */
export interface ImportContent {
  readonly cards: readonly ForeignCard[]
  readonly refused: readonly { readonly what: string; readonly why: string }[]
  /** Null when the format has none. */
  readonly settings: UpdateReviewSettingsRequest | null
}
