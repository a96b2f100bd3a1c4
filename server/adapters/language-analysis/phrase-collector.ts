import type { CandidatePhrase } from '../../ports/document-analyst.ts'
import { type GatheredPhrase, NUMBERS_PER_OCCURRENCE } from './gathered-phrase.ts'
import { genderOf } from './german-names.ts'
import { kindOf } from './phrase-kind.ts'
import { nameOfPhrase } from './phrase-names.ts'
import type { Unit, Word } from './words.ts'

export interface Sighting {
  readonly unit: Unit
  readonly from: number
  readonly to: number
  readonly whole: boolean
  /** 0 none, 1 italic, 2 bold. */
  readonly emphasis: number
}

const MOST_FORMS = 8

/** Gathers the places of phrases under their keys. */
export class PhraseCollector {
  readonly #text: string
  readonly #phrases = new Map<string, GatheredPhrase>()

  constructor(text: string) {
    this.#text = text
  }

  /** Adds a place; of one place the strongest emphasis and the longer standing count. */
  add(key: string, sighting: Sighting): void {
    const words = sighting.unit.words.slice(sighting.from, sighting.to)
    const [first] = words
    const last = words.at(-1)
    if (first === undefined || last === undefined) return
    const phrase = this.#phrase(key, words.length)
    const emphasis = sighting.unit.sentence < 0 ? 3 : sighting.emphasis
    const known = phrase.places.get(first.start)
    if (known === undefined) {
      const { sentence, section } = sighting.unit
      phrase.places.set(first.start, phrase.occurrences.length)
      phrase.occurrences.push(first.start, endOf(last), sentence, section, emphasis, sighting.whole ? 1 : 0)
      this.#look(phrase, words, sighting)
      return
    }
    phrase.occurrences[known + 4] = Math.max(phrase.occurrences[known + 4] ?? 0, emphasis)
    if (sighting.whole) phrase.occurrences[known + 5] = 1
  }

  /** Notes how the phrase is written here. */
  #look(phrase: GatheredPhrase, words: readonly Word[], { unit, from }: Sighting): void {
    const [first] = words
    const last = words.at(-1)
    if (first === undefined || last === undefined) return
    const form = this.#text.slice(first.start, endOf(last)).replaceAll(/\s+/g, ' ')
    const counts = phrase.forms.get(form) ?? { count: 0, inside: 0 }
    counts.count += 1
    if (from > 0 && unit.sentence >= 0) counts.inside += 1
    phrase.forms.set(form, counts)
    if (words.every(({ tag }) => tag === 'PROPN')) phrase.proper += 1
    phrase.capital ||= last.capital && from > 0
    if (words.length === 1 && first.allCapitals) phrase.acronyms += 1
    const gender = phrase.language === 'de' && words.length > 1 ? genderOf(unit.words[from - 1], first) : null
    if (gender !== null) phrase.genders.set(gender, (phrase.genders.get(gender) ?? 0) + 1)
  }

  /** Keeps the surest definition; of equal ones the first. */
  define(key: string, sentence: number, strength: number): void {
    const phrase = this.#phrases.get(key)
    if (phrase === undefined || strength <= (phrase.definition?.strength ?? 0)) return
    phrase.definition = { sentence, strength }
  }

  join(one: string, other: string): void {
    if (one === other) return
    this.#phrases.get(one)?.sameAs.add(other)
    this.#phrases.get(other)?.sameAs.add(one)
  }

  has(key: string): boolean {
    return this.#phrases.has(key)
  }

  /** All phrases that `keep` lets through, ordered by key. */
  finish(keep: (phrase: CandidatePhrase) => boolean): CandidatePhrase[] {
    return [...this.#phrases.values()]
      .map(finished)
      .filter(keep)
      .toSorted((left, right) => (left.key < right.key ? -1 : 1))
  }

  #phrase(key: string, words: number): GatheredPhrase {
    let phrase = this.#phrases.get(key)
    if (phrase === undefined) {
      phrase = {
        key,
        language: key.slice(0, key.indexOf(':')),
        forms: new Map(),
        occurrences: [],
        places: new Map(),
        sameAs: new Set(),
        words,
        genders: new Map(),
        proper: 0,
        acronyms: 0,
        capital: false,
        definition: null,
      }
      this.#phrases.set(key, phrase)
    }
    return phrase
  }
}

function finished(phrase: GatheredPhrase): CandidatePhrase {
  const forms = [...phrase.forms].toSorted(
    (left, right) => right[1].count - left[1].count || (left[0] < right[0] ? -1 : 1),
  )
  const { name, plural } = nameOfPhrase(phrase, forms)
  return {
    key: phrase.key,
    name,
    forms: forms.slice(0, MOST_FORMS).map(([form]) => form),
    kind: kindOf(phrase),
    plural,
    occurrences: inOrder(phrase.occurrences),
    definition: phrase.definition,
    sameAs: [...phrase.sameAs].toSorted(),
  }
}

/** Without the 's of a possessive. */
const endOf = ({ norm, end }: Word): number => (norm.endsWith("'s") ? end - 2 : end)

function inOrder(occurrences: readonly number[]): number[] {
  const places = Array.from(
    { length: occurrences.length / NUMBERS_PER_OCCURRENCE },
    (_, at) => at * NUMBERS_PER_OCCURRENCE,
  )
  return places
    .toSorted((left, right) => (occurrences[left] ?? 0) - (occurrences[right] ?? 0))
    .flatMap((at) => occurrences.slice(at, at + NUMBERS_PER_OCCURRENCE))
}
