import { phraseStems } from './phrase-key.ts'
import type { WordRun } from './candidate-runs.ts'
import type { Unit } from './words.ts'

const LONGEST_SEED = 7

/** Phrases known from emphasis and the like, to be found wherever else the document uses them. */
export class SeedPhrases {
  /** By the stem of the last word: the stems of each phrase, joined by blanks. */
  readonly #known = new Set<string>()
  readonly #lengths = new Set<number>()

  add(stems: readonly string[]): void {
    if (stems.length > LONGEST_SEED) return
    this.#known.add(stems.join(' '))
    this.#lengths.add(stems.length)
  }

  runs(unit: Unit): WordRun[] {
    const runs: WordRun[] = []
    for (const length of this.#lengths) {
      for (let from = 0; from + length <= unit.words.length; from++) {
        const words = unit.words.slice(from, from + length)
        if (words.some((word, place) => place > 0 && !word.joined)) continue
        if (this.#known.has(phraseStems(words).join(' '))) {
          runs.push({ from, to: from + length, whole: !isInside(unit, from, from + length) })
        }
      }
    }
    return runs
  }
}

/** Whether a noun goes on after it: then it may be a part of a longer name. */
function isInside({ words }: Unit, _from: number, to: number): boolean {
  const next = words[to]
  return next !== undefined && next.joined && (next.tag === 'NOUN' || next.tag === 'PROPN')
}
