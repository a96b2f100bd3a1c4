import type { InferencePriority } from './embedder.ts'

export interface RerankTexts {
  readonly query: string
  readonly texts: readonly string[]
  /** Default 'query'. */
  readonly priority?: InferencePriority
  readonly signal?: AbortSignal
}

/** Reads query and text together and scores how well the text answers. Loaded at the first use, like an embedder. */
export interface Reranker {
  readonly description: {
    readonly modelId: string
    /** With revision and precision: equal keys give equal scores. */
    readonly key: string
    /** Of query and text together; longer texts are cut at their end. */
    readonly maximumTokens: number
  }
  /** The model's own score per text, in order; higher is better; a logit where the model gives one. Errors as of `Embedder.embed`. */
  score(request: RerankTexts): Promise<Float32Array>
}
