import type { GenerationRequest } from '../../../../ports/language-model.ts'

const PASSAGE = /<passage key="([^"]+)">\n([\s\S]*?)\n<\/passage key="\1">/u
const NAME = /\p{Lu}[\p{L}\p{N}-]+(?: \p{Lu}[\p{L}\p{N}-]+)*/gu
const SENTENCE = /[^\n.!?]+[.!?]?/gu

/** The passage that a prompt asks about. */
export const passageIn = ({ messages }: Pick<GenerationRequest, 'messages'>): string =>
  PASSAGE.exec(messages.map(({ content }) => content).join('\n'))?.[2] ?? ''

/** What a model that keeps to the prompt would answer: names in capitals, of which neighbours in a sentence are related. */
export function extractNames(request: Pick<GenerationRequest, 'messages'>): string {
  const text = passageIn(request)
  const sentences = [...text.matchAll(SENTENCE)].map(([sentence]) => sentence.trim())
  const named = sentences.map((sentence) => [...sentence.matchAll(NAME)].map(([name]) => name))
  const entities = [...new Set(named.flat())].map((name) => ({
    name,
    type: 'concept',
    description: sentences.find((sentence) => sentence.includes(name)) ?? '',
  }))
  const relations = named.flatMap((names, at) =>
    names.slice(1).map((target, before) => ({
      source: names[before] ?? '',
      target,
      kind: 'uses',
      description: sentences[at] ?? '',
      keywords: ['work'],
      strength: 8,
    })),
  )
  return JSON.stringify({ entities, relations })
}
