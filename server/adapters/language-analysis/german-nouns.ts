import type { Unit, Word } from './words.ts'

/** German nouns have a capital inside of sentences, too; a word seen only at their beginnings is no noun for sure. */
export function germanNounTest(units: readonly Unit[]): (word: Word) => boolean {
  const small = new Map<string, number>()
  const capital = new Map<string, number>()
  for (const { words } of units) {
    words.forEach((word, at) => {
      if (at === 0) return
      const counts = word.capital ? capital : small
      counts.set(word.norm, (counts.get(word.norm) ?? 0) + 1)
    })
  }
  return ({ norm }) => {
    const asNoun = capital.get(norm) ?? 0
    return asNoun > 0 && asNoun >= (small.get(norm) ?? 0)
  }
}
