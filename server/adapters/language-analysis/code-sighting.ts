import type { Sighting } from './phrase-collector.ts'
import type { Unit } from './words.ts'

/** A place of a code span, as if it were one word of the unit. */
export function phraseSighting(
  unit: Unit,
  range: { readonly start: number; readonly end: number },
  norm: string,
): Sighting {
  const word = {
    ...range,
    norm,
    joined: false,
    stop: false,
    capital: false,
    allCapitals: false,
    pluralOfInitials: false,
    number: false,
    cut: false,
    stem: norm,
    modifierStem: norm,
    tag: '',
  }
  return { unit: { ...unit, words: [word] }, from: 0, to: 1, whole: true, emphasis: 0 }
}
