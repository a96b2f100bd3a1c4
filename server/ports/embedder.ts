/** Who waits: a person's query goes before documents that are being embedded. */
export type InferencePriority = 'query' | 'ingestion'

export interface EmbedTexts {
  readonly texts: readonly string[]
  /** Which of the model's instructions is put before every text. */
  readonly instruction: 'query' | 'passage' | 'none'
  /** Default 'query'. */
  readonly priority?: InferencePriority
  readonly signal?: AbortSignal
}

/** What an embedder is, known without loading it. */
export interface EmbedderDescription {
  readonly modelId: string
  /** With revision and precision: equal keys give equal vectors. */
  readonly key: string
  readonly dimensions: number
  /** Longer texts are cut at their end. */
  readonly maximumTokens: number
  /** ISO 639-1 codes the model was made for; 'multi' for about a hundred. */
  readonly languages: readonly string[]
  /** Vectors of words from a table of this machine, without a network to run: a query takes a fraction of a millisecond. */
  readonly isStatic?: boolean
}

/**
 * Texts to vectors of unit length. The model is loaded at the first use, at most once for concurrent first uses, and may be
 * unloaded when idle; the same text gives the same vector whatever else is asked for at the same time, up to rounding.
 */
export interface Embedder {
  readonly description: EmbedderDescription
  /** One vector per text, in order. @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE, LP_INFERENCE_FAILED, LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY */
  embed(request: EmbedTexts): Promise<readonly Float32Array[]>
  /** Number of tokens of each text with the instruction and special tokens, uncut. */
  countTokens(texts: readonly string[], instruction: EmbedTexts['instruction']): Promise<readonly number[]>
}
