/** Token numbers of one text, or of a pair, as a model reads them. */
export interface TokenSequence {
  readonly ids: readonly number[]
  /** 0 for the first text and 1 for the second where the model tells them apart; as long as `ids`. */
  readonly typeIds: readonly number[]
}
