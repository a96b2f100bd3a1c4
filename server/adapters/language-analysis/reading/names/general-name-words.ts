import type { Unit, Word } from '../../words.ts'
import type { NameEvidence } from './name-evidence.ts'

/** Which words of units in other languages with capitals are written as names: those with a capital where no sentence begins. */
export function generalNameTest(evidence: NameEvidence): (unit: Unit) => (word: Word, at: number) => boolean {
  return (unit) => {
    const inTitle = evidence.isTitle(unit)
    return (word, at) => {
      if (!word.capital || (word.stop && !word.allCapitals)) return false
      if (evidence.capital(word) > evidence.small(word) && (inTitle || at === 0)) return true
      if (inTitle) return false
      if (word.allCapitals) return true
      const next = unit.words[at + 1]
      const opensName = next?.joined === true && next.capital && !next.stop
      return at > 0 ? evidence.small(word) <= evidence.capital(word) : opensName && evidence.small(word) === 0
    }
  }
}
