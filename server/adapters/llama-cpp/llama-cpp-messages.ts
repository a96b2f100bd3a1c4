import type { ErrorCode } from '@learnpath/contracts'
import type { GenerationRequest } from '../../ports/language-model.ts'

/** All that the process must know to bring its one model into memory. */
export interface ModelLaunch {
  /** URL of node-llama-cpp. */
  readonly engineUrl: string
  /** Absolute path of the GGUF file. */
  readonly file: string
  readonly contextTokens: number
  readonly threads: number
}

/** What can be sent to another process of a request. */
export type SentRequest = Omit<GenerationRequest, 'onText' | 'onThinking' | 'signal'>

export type EngineQuestion =
  | { readonly kind: 'load'; readonly launch: ModelLaunch }
  | { readonly kind: 'generate'; readonly request: SentRequest }
  | { readonly kind: 'count'; readonly texts: readonly string[] }
  | { readonly kind: 'memory' }

/** `cancel` ends the question of that number; a generation answers `failed` then. */
export type EngineMessage = (EngineQuestion | { readonly kind: 'cancel' }) & { readonly id: number }

export type EngineAnswer =
  | { readonly kind: 'loaded' }
  | {
      readonly kind: 'generated'
      readonly text: string
      readonly ended: 'stop' | 'length'
      readonly promptTokens: number
      readonly generatedTokens: number
      /** Over the time from the first token on; null for fewer than two. */
      readonly tokensPerSecond: number | null
    }
  | { readonly kind: 'counted'; readonly counts: readonly number[] }
  | { readonly kind: 'memory'; readonly sizeBytes: number; readonly vramBytes: number; readonly contextTokens: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string }

export type EnginePiece = { readonly kind: 'text' | 'thinking'; readonly text: string }

export type EngineReply = (EngineAnswer | EnginePiece) & { readonly id: number }
