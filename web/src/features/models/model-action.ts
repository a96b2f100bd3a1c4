import type { Model } from '@learnpath/contracts'

/** What a person may want of a model. */
export interface ModelAction {
  readonly kind:
    | 'pull'
    | 'import'
    | 'use'
    | 'use-reranker'
    | 'stop-reranker'
    | 'quantize'
    | 'measure'
    | 'check'
    | 'remove'
  readonly model: Model
}
