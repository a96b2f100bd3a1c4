import type { ModelTask } from '@learnpath/contracts'

/** Dimensions of an encoder as BERT or RoBERTa has them. */
export interface TransformerShape {
  readonly layers: number
  readonly hidden: number
  readonly heads: number
  readonly intermediate: number
  readonly vocabulary: number
  readonly positions: number
  /** Id of the first token's position: 0 in BERT, 2 in RoBERTa. */
  readonly firstPosition: number
  /** 1: there is no input token_type_ids, as in RoBERTa. */
  readonly tokenTypes: number
  readonly task: ModelTask
}
