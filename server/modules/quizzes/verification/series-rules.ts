import { isAkin } from '../writing/content-stems.ts'
import { cuesOf } from './cue-words.ts'
import { wordedText, type DraftFacts } from './draft-facts.ts'
import type { Rule } from './rule.ts'

const SHORTEST_TELLING = 4

/** Flaws of pairs and steps. */
export const SERIES_RULES: readonly Rule[] = [
  {
    id: 'duplicate-pairs',
    types: ['matching'],
    offends: ({ draft: { left, right } }) => hasTwins(left) || hasTwins(right),
  },
  { id: 'matching-giveaway', types: ['matching'], offends: isGivenAway },
  {
    id: 'ordering-giveaway',
    types: ['ordering'],
    offends: ({ draft, language }) => draft.options.some((step) => cuesOf(language)?.stepMarker.test(step) === true),
  },
  {
    id: 'already-ordered',
    types: ['ordering'],
    offends: ({ draft: { answer } }) => 'order' in answer && answer.order.every((step, at) => step === at),
  },
]

const hasTwins = (texts: readonly string[]): boolean =>
  new Set(texts.map((text) => text.trim().toLowerCase())).size < texts.length

/** A description has a word of its own term that no other term has. */
function isGivenAway({ draft: { left, right, answer }, language }: DraftFacts): boolean {
  const terms = left.map((text) =>
    [...wordedText(text, language).stems].filter((word) => word.length >= SHORTEST_TELLING),
  )
  return terms.some((own, at) => {
    const others = new Set(terms.filter((_, other) => other !== at).flat())
    const description = wordedText(right['order' in answer ? (answer.order[at] ?? -1) : -1] ?? '', language)
    return own.some((word) => !others.has(word) && [...description.stems].some((other) => isAkin(word, other)))
  })
}
