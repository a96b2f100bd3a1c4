import type { EmbedTexts } from '../../ports/embedder.ts'
import type { CountTokensResponse, OpenAiModelList, RerankResponse, TeiInfo } from '@learnpath/contracts'

export interface EmbedCall {
  readonly texts: readonly string[]
  readonly instruction: EmbedTexts['instruction']
  /** Id or hub repository of an installed embedder; the one that serves when left out. */
  readonly model?: string | undefined
  /** What becomes of a text that is longer than the model reads. */
  readonly tooLong: 'cut' | 'refuse'
  /** Must be those of the model when given. */
  readonly dimensions?: number | undefined
  /** Whether the answer tells how many tokens were read. */
  readonly usage: boolean
  readonly signal: AbortSignal
}

export interface Embedded {
  readonly model: string
  readonly dimensions: number
  /** One per text, in order, of unit length. */
  readonly vectors: readonly Float32Array[]
  /** Of all texts together, with instructions and special tokens; null when not asked for. */
  readonly tokens: number | null
}

export interface CountTokensCall {
  readonly texts: readonly string[]
  readonly instruction: EmbedTexts['instruction']
  readonly model?: string | undefined
  readonly signal: AbortSignal
}

export interface RerankCall {
  readonly query: string
  readonly texts: readonly string[]
  readonly model?: string | undefined
  /** The model's own scores instead of values from 0 to 1. */
  readonly rawScores: boolean
  readonly returnText: boolean
  readonly signal: AbortSignal
}

/** Running models for other programs. Every method: @throws LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED, LP_MODEL_NONE_ACTIVE, LP_MODEL_TASK_WRONG */
export interface InferenceApi {
  /** @throws LP_TEXT_TOO_LONG, LP_REQUEST_INVALID for dimensions the model does not have, LP_INFERENCE_BUSY, LP_INFERENCE_FAILED, LP_INFERENCE_REMOTE */
  embed(call: EmbedCall): Promise<Embedded>
  countTokens(call: CountTokensCall): Promise<CountTokensResponse>
  /** Best first; equal scores in the order of the texts. @throws as `embed` */
  rerank(call: RerankCall): Promise<RerankResponse>
  /** Installed embedders, and who answers chat. */
  models(): Promise<OpenAiModelList>
  /** The models that serve. @throws LP_MODEL_NONE_ACTIVE when neither an embedder nor a reranker does */
  info(): Promise<TeiInfo>
}
