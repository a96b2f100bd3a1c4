import type { EngineRequest } from './language-engine.double.ts'

const SOURCE = /<source (\d+) key="([^"]+)">\n([\s\S]*?)\n<\/source \1 key="\2">/gu
const SENTENCE = /[^\n.!?]+[.!?]/gu
const NO_ANSWER = 'NOT_IN_SOURCES'

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])

/**
 * What a model that keeps to the prompt of LearnPath would answer: the sentence of the sources that has most words of the question,
 * with its number, or the marker when none has two of them.
 */
export function answerFromSources({ messages }: Pick<EngineRequest, 'messages'>): string {
  const prompt = messages.at(-1)?.content ?? ''
  const question = wordsOf(/(?:^|\n)Question: (.*)/u.exec(prompt.slice(prompt.lastIndexOf('\nQuestion: ')))?.[1] ?? '')
  let best = { shared: 1, answer: NO_ANSWER }
  for (const [, n = '', , text = ''] of prompt.matchAll(SOURCE)) {
    for (const [sentence] of text.matchAll(SENTENCE)) {
      const shared = [...wordsOf(sentence)].filter((word) => question.has(word)).length
      if (shared > best.shared) best = { shared, answer: `${sentence.trim().slice(0, -1)} [${n}].` }
    }
  }
  return best.answer
}
