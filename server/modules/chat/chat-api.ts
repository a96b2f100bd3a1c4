import type { AskEvent, AskRequest, AskResponse } from '@learnpath/contracts'

/** Answers a question from the documents, with verbatim citations, or says that they do not hold the answer. */
export interface ChatApi {
  /** `onEvent` gets citation-found and text-delta while the answer is made, and answer-end last. */
  ask(
    request: AskRequest,
    options?: { readonly onEvent?: (event: AskEvent) => void; readonly signal?: AbortSignal },
  ): Promise<AskResponse>
}
