import type { Unit, Word } from '../../words.ts'

const SMALL = /^\p{Ll}/u
/** An item of a list that stands within a line: its capital tells as little as at the beginning of a sentence. */
const ITEM = /(?:^|\s)[•*] $/u
const ENDS = /[.!?…]["'”’“»)\]\s]*$/u

/** How a chunk writes its words where their case tells something: not at the beginning of sentences and not in headings. */
export interface NameEvidence {
  /** Times the word is written small. */
  small(word: Word): number
  /** Times it has a capital inside of a sentence. */
  capital(word: Word): number
  /** Whether nearly all words of the unit have a capital, as in headings, so that it tells nothing. */
  isTitle(unit: Unit): boolean
}

export function nameEvidence(text: string, units: readonly Unit[]): NameEvidence {
  const small = new Map<string, number>()
  const capital = new Map<string, number>()
  const titles = new Set(units.filter((unit) => isTitle(text, unit)))
  for (const unit of units) {
    if (titles.has(unit)) continue
    unit.words.forEach((word, at) => {
      if (SMALL.test(text.slice(word.start, word.start + 2))) count(small, word.norm)
      else if (word.capital && at > 0 && !opensItem(text, word)) count(capital, word.norm)
    })
  }
  return {
    small: ({ norm }) => small.get(norm) ?? 0,
    capital: ({ norm }) => capital.get(norm) ?? 0,
    isTitle: (unit) => titles.has(unit),
  }
}

const count = (counts: Map<string, number>, norm: string): Map<string, number> =>
  counts.set(norm, (counts.get(norm) ?? 0) + 1)

const opensItem = (text: string, { start }: Word): boolean => ITEM.test(text.slice(Math.max(0, start - 3), start))

const MOST_CAPITALS = 0.7

function isTitle(text: string, unit: Unit): boolean {
  const content = unit.words.filter((word) => !word.stop && !word.number && /\p{L}/u.test(word.norm))
  const capitals = content.filter((word) => word.capital).length
  if (content.length < 2) return unit.sentence < 0
  if (unit.sentence < 0) return capitals >= MOST_CAPITALS * content.length
  const isSentence = ENDS.test(text.slice(unit.start, unit.end))
  const shouts = !/\p{Ll}{2}/u.test(text.slice(unit.start, unit.end))
  return shouts || (content.length > 3 && !isSentence && capitals >= MOST_CAPITALS * content.length)
}
