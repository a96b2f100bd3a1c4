import type { GenerationRequest } from '../../../ports/language-model.ts'

/** What a chat template puts around a message, and what it says by itself (a date, how to answer), at most. */
const PER_MESSAGE = 32
const PER_PROMPT = 256

/**
 * Tokens that no tokenizer makes more of: each token stands for one byte of the text at least. Some normalise the text before, which may
 * lengthen it, and some engines put the schema before it.
 */
export function promptCeiling({ messages, schema }: Pick<GenerationRequest, 'messages' | 'schema'>): number {
  const texts = [...messages.map(({ content }) => content), JSON.stringify(schema ?? '')]
  const bytes = texts.reduce((sum, text) => sum + bytesOf(text), 0)
  return PER_PROMPT + PER_MESSAGE * messages.length + bytes
}

const bytesOf = (text: string): number => Math.max(Buffer.byteLength(text), Buffer.byteLength(text.normalize('NFKC')))
