/** A name that is compared by meaning. */
export interface NameToEmbed {
  readonly key: string
  readonly name: string
}

export interface VectorsOfNames {
  readonly keys: readonly string[]
  /** One after the other, in the order of the keys. */
  readonly values: Float32Array
}
