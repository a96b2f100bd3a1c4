import type { LanguageModelEngine } from '@learnpath/contracts'

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What a model has to do. */
export interface GenerationRequest {
  readonly messages: readonly ModelMessage[]
  /** Tokens of the answer at most, thinking not counted where the engine can tell them apart. */
  readonly maximumTokens: number
  /** `maximumTokens` holds for thoughts and answer together, and for all that the engine is asked for this one request. */
  readonly limitsThoughts?: boolean
  /** 0 is greedy. */
  readonly temperature: number
  readonly seed: number
  /** JSON Schema of the answer. The engine is told of it; whether the answer follows it is for the caller to check. */
  readonly schema?: Readonly<Record<string, unknown>>
  /** Whether a model that can think before it answers does. Left out: the model's own way. */
  readonly think?: boolean
  /** Pieces of the answer as they are made; never empty. */
  readonly onText?: (text: string) => void
  /** Pieces of the thoughts before the answer. */
  readonly onThinking?: (text: string) => void
  /** Ends the work in the engine too. */
  readonly signal?: AbortSignal
}

/** Times and counts of one generation. Null where neither the engine tells it nor we can measure it. */
export interface GenerationMeasure {
  /** Until the model was in memory. */
  readonly loadMs: number | null
  /** From the request to the first piece of the answer; null when there was none. */
  readonly firstTextMs: number | null
  /** From the request to the first piece of anything, thoughts included. */
  readonly firstTokenMs: number | null
  readonly totalMs: number
  readonly promptTokens: number | null
  /** Tokens that were made, thoughts included. */
  readonly generatedTokens: number | null
  /** The engine's own figure where it has one; else over the time from the first token on. */
  readonly tokensPerSecond: number | null
}

export interface Generation {
  readonly text: string
  /** 'length': the limit of tokens ended it. */
  readonly ended: 'stop' | 'length'
  readonly measure: GenerationMeasure
}

/** What a model takes of the machine that it runs on. */
export interface ModelResidency {
  readonly sizeBytes: number
  /** Of it on a GPU; null when the engine does not tell. */
  readonly vramBytes: number | null
  readonly contextTokens: number | null
  /** ISO 8601; null when it stays. */
  readonly expiresAt: string | null
}

/** What a language model is, known without loading it. */
export interface LanguageModelDescription {
  /** Engine and name, such as "ollama:llama3.2:3b". */
  readonly id: string
  readonly engine: LanguageModelEngine
  readonly name: string
  /** Prompt and answer together may not be longer; thoughts not counted. Less than at first once the engine has told so. */
  readonly contextTokens: number
}

/** Messages to text. Loaded at the first use or by `load`, kept for a while, unloaded when idle. */
export interface LanguageModel {
  readonly description: LanguageModelDescription
  /**
   * Pieces come by the request's callbacks, the whole at the end.
   * @throws LP_LANGUAGE_MODEL_UNREACHABLE, LP_LANGUAGE_MODEL_BUSY, LP_LANGUAGE_MODEL_MISSING, LP_LANGUAGE_MODEL_FAILED (also in the
   * middle of an answer), LP_PROMPT_TOO_LONG, the reason of the signal
   */
  generate(request: GenerationRequest): Promise<Generation>
  /** Tokens of a text: exact where the engine tells, else an estimate that is rather too high. */
  countTokens(texts: readonly string[]): Promise<readonly number[]>
  load(signal?: AbortSignal): Promise<void>
  unload(): Promise<void>
  /** Null when it is not in memory, or the engine does not tell. */
  residency(signal?: AbortSignal): Promise<ModelResidency | null>
}

/** A model that an engine has. */
export interface OfferedModel {
  readonly name: string
  /** On disk. */
  readonly sizeBytes: number | null
  /** Such as "3.2B". */
  readonly parameters: string | null
  /** Such as "Q4_K_M". */
  readonly quantization: string | null
  /** Tells versions of the same name apart. */
  readonly digest: string | null
}

/** Something that runs language models: a server that a person has connected, or a program of this machine. */
export interface LanguageModelSource {
  readonly engine: LanguageModelEngine
  /** Address or folder, without anything secret. */
  readonly place: string
  /** @throws LP_LANGUAGE_MODEL_UNREACHABLE */
  models(signal?: AbortSignal): Promise<readonly OfferedModel[]>
  /** Whether there is such a model shows when it is used. The same object for the same name. */
  model(name: string): LanguageModel
  close(): Promise<void>
}
