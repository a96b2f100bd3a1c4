import type { ExpectedTopic } from '@learnpath/contracts'
import { analyze } from '../../../kernel/text/analyze.ts'
import { sentences } from '../../../kernel/text/sentences.ts'

const MARKERS = /\[\d+\]/gu
/** Words that stemming would take apart or drop: signs, code, numbers. */
const LITERAL = /[^\p{L}\p{M}\s'’-]/u

/**
 * Which of the expected topics an answer speaks of. A name of several words is found when all their stems are in one sentence; one with
 * signs or figures, or made of function words alone, must stand there letter by letter. A topic's first name stands for it.
 */
export function coveredTopics(
  topics: readonly ExpectedTopic[],
  answer: string,
  language: string,
): { topic: string; found: boolean }[] {
  const text = answer.replaceAll(MARKERS, ' ')
  const stems = sentences(text, language).map(
    ({ start, end }) => new Set(analyze(text.slice(start, end), language).map(({ term }) => term)),
  )
  const letters = ` ${spaced(text)} `
  const isFound = (name: string): boolean => {
    const terms = analyze(name, language).map(({ term }) => term)
    if (LITERAL.test(name) || terms.length === 0) return standsIn(letters, spaced(name))
    return stems.some((sentence) => terms.every((term) => sentence.has(term)))
  }
  return topics.map((names) => ({ topic: names[0] ?? '', found: names.some(isFound) }))
}

const spaced = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
const WORD = /[\p{L}\p{N}]/u

/** Not within a longer word or number. */
function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + name.length]]
    const isOpen = !WORD.test(name[0] ?? '') || !WORD.test(before)
    const isClosed = !WORD.test(name.at(-1) ?? '') || !WORD.test(after)
    if (isOpen && isClosed) return true
  }
  return false
}
