import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from '@learnpath/contracts'

export interface CompletionOptions {
  /** Address of the server, for links to passages. */
  readonly base: string
  readonly signal?: AbortSignal
  /** Gets the answer in pieces while it is made; the last piece has the citations. */
  readonly onChunk?: (chunk: ChatCompletionChunk) => void
}

/** What may stand as `model` in a request. */
export interface ChatModelName {
  readonly id: string
  readonly owner: string
}

/** Questions and answers in the form of the OpenAI interface. */
export interface CompletionsApi {
  /** @throws LP_REQUEST_INVALID when the messages hold no question, and as `ChatApi.ask` */
  complete(request: ChatCompletionRequest, options: CompletionOptions): Promise<ChatCompletion>
  /** The chain, the chain on each collection, extractive answers, and every language model. */
  models(signal?: AbortSignal): Promise<readonly ChatModelName[]>
}
