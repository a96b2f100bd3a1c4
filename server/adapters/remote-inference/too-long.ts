import type { ServiceAnswer } from './service-connection.ts'

/** How text-embeddings-inference, vLLM, llama.cpp, Ollama and OpenAI say that a text (or all of a request) is too long. */
const TOO_LONG =
  /context (?:length|size|window)|(?:maximum|max)\b.{0,60}\b(?:tokens?|length|batch)|less than \d+ tokens|too (?:long|large)|longer than|token limit|exceeds/iu
const TOO_LONG_STATUS = new Set([400, 413, 422, 500])

/** Whether an answer refuses a request for its length, so that a shorter one may be taken. */
export const isTooLong = ({ ok, status, words }: ServiceAnswer): boolean =>
  !ok && TOO_LONG_STATUS.has(status) && (status === 413 || TOO_LONG.test(words))
