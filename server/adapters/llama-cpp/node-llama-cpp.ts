/**
 * The part of node-llama-cpp 3 that is used. The package is no dependency (it is 85 MB and not everybody's wish), so its own types
 * are not there.
 */
export interface NodeLlamaCpp {
  getLlama(options: {
    readonly build: 'never'
    readonly gpu: 'auto' | false
    readonly logLevel: 'error'
    readonly maxThreads: number
    readonly skipDownload: true
  }): Promise<Llama>
  resolveChatWrapper(model: EngineModel, options?: ChatWrapperOptions): ChatWrapper
  readonly EmptyChatWrapper: new () => ChatWrapper
  readonly GeneralChatWrapper: new () => ChatWrapper
  readonly LlamaChat: new (options: {
    readonly contextSequence: ContextSequence
    readonly chatWrapper: ChatWrapper
  }) => LlamaChat
}

export interface ChatWrapperOptions {
  readonly warningLogs: false
  readonly customWrapperSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface Llama {
  readonly gpu: string | false
  loadModel(options: { readonly modelPath: string }): Promise<EngineModel>
  createGrammarForJsonSchema(schema: unknown): Promise<unknown>
}

/** A number in fact; the package brands it. */
export type Token = number

export interface EngineModel {
  readonly trainContextSize: number
  readonly tokenizer: unknown
  readonly fileInfo: { readonly metadata?: { readonly tokenizer?: { readonly chat_template?: string } } }
  readonly memoryUsage: Memory
  tokenize(text: string): Token[]
  createContext(options: {
    readonly contextSize: number
    readonly threads: number
    readonly sequences: number
  }): Promise<EngineContext>
}

interface Memory {
  readonly ram: number
  readonly vram: number
}

export interface EngineContext {
  readonly contextSize: number
  readonly memoryUsage: Memory
  getSequence(): ContextSequence
}

export interface ContextSequence {
  readonly nextTokenIndex: number
  readonly tokenMeter: { readonly usedOutputTokens: number }
  adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>
  evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void>
  clearHistory(): Promise<void>
}

export type ChatItem =
  | { readonly type: 'system' | 'user'; readonly text: string }
  | { readonly type: 'model'; readonly response: readonly string[] }

export interface ChatWrapper {
  readonly settings: { readonly segments?: { readonly thought?: unknown } }
  generateContextState(options: { readonly chatHistory: readonly ChatItem[] }): {
    readonly contextText: { tokenize(tokenizer: unknown): Token[] }
  }
}

export interface ResponseChunk {
  /** `segment`: not of the answer itself. */
  readonly type: 'segment' | undefined
  readonly text: string
  readonly tokens: readonly Token[]
}

export interface LlamaChat {
  generateResponse(
    history: readonly ChatItem[],
    options: {
      readonly maxTokens: number
      readonly temperature: number
      readonly topK: number
      readonly topP: number
      readonly seed: number
      readonly repeatPenalty: false
      readonly budgets: { readonly thoughtTokens: number }
      readonly signal: AbortSignal
      readonly stopOnAbortSignal: true
      readonly grammar?: unknown
      readonly onResponseChunk: (chunk: ResponseChunk) => void
    },
  ): Promise<{ readonly response: string; readonly metadata: { readonly stopReason: string } }>
  dispose(): void
}
