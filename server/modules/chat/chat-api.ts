import type { AskEvent, AskRequest, AskResponse } from '@learnpath/contracts'

/** An answer before it is known how long it took. */
export type UntimedResponse = Omit<AskResponse, 'tookMs'>

export interface AskOptions {
  readonly onEvent?: (event: AskEvent) => void
  /**
   * Gets what a language model had written when the signal ended the work: checked like a whole answer, with `generation.ended`
   * 'stopped'. Not called when there was no text yet. `ask` rejects right afterwards.
   */
  readonly onPartial?: (response: AskResponse) => void
  /**
   * Gets the beginning of a language model's checked answer, sentence after sentence, while the rest is being written: for readers from whom
   * nothing can be taken back. The rest comes with the answer.
   */
  readonly onChecked?: (text: string) => void
  readonly signal?: AbortSignal
}

/** Answers a question from the documents, with verbatim citations, or says that they do not hold the answer. */
export interface ChatApi {
  /**
   * With a language model: sources-found, then thinking-delta and text-delta as they come; engine-failed when the next one is asked.
   * Without: citation-found before the text-delta that uses it. Last comes answer-end, with the checked answer.
   * @throws LP_LANGUAGE_MODEL_UNKNOWN for a model that nothing connected could have; the reason of the signal
   */
  ask(request: AskRequest, options?: AskOptions): Promise<AskResponse>
}
