import type { CandidatePhrase } from '../../ports/document-analyst.ts'
import { englishSingular } from '../../kernel/text/singular.ts'
import type { Unit } from './words.ts'

export const NUMBERS_PER_OCCURRENCE = 6

export interface Sighting {
  readonly unit: Unit
  readonly from: number
  readonly to: number
  readonly whole: boolean
  /** 0 none, 1 italic, 2 bold. */
  readonly emphasis: number
}

interface Gathered {
  readonly key: string
  readonly language: string
  /** Per form: how often, and how often inside a sentence, where case tells something. */
  readonly forms: Map<string, { count: number; inside: number }>
  readonly occurrences: number[]
  readonly places: Map<number, number>
  readonly sameAs: Set<string>
  readonly words: number
  proper: number
  acronym: boolean
  definition: { sentence: number; strength: number } | null
}

const MOST_FORMS = 8

/** Gathers the places of phrases under their keys. */
export class PhraseCollector {
  readonly #text: string
  readonly #phrases = new Map<string, Gathered>()

  constructor(text: string) {
    this.#text = text
  }

  /** Adds a place; of one place the strongest emphasis and the longer standing count. */
  add(key: string, sighting: Sighting): void {
    const { unit, from, to, emphasis } = sighting
    const words = unit.words.slice(from, to)
    const first = words[0]
    const last = words.at(-1)
    if (first === undefined || last === undefined) return
    const phrase = this.#phrase(key, words.length)
    const level = unit.sentence < 0 ? 3 : emphasis
    const known = phrase.places.get(first.start)
    if (known !== undefined) {
      phrase.occurrences[known + 4] = Math.max(phrase.occurrences[known + 4] ?? 0, level)
      if (sighting.whole) phrase.occurrences[known + 5] = 1
      return
    }
    phrase.places.set(first.start, phrase.occurrences.length)
    phrase.occurrences.push(first.start, last.end, unit.sentence, unit.section, level, sighting.whole ? 1 : 0)
    const form = this.#text.slice(first.start, last.end).replaceAll(/\s+/g, ' ')
    const counts = phrase.forms.get(form) ?? { count: 0, inside: 0 }
    counts.count += 1
    if (from > 0 && unit.sentence >= 0) counts.inside += 1
    phrase.forms.set(form, counts)
    if (words.every(({ tag }) => tag === 'PROPN')) phrase.proper += 1
    phrase.acronym ||= words.length === 1 && first.allCapitals
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

  #phrase(key: string, words: number): Gathered {
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
        proper: 0,
        acronym: false,
        definition: null,
      }
      this.#phrases.set(key, phrase)
    }
    return phrase
  }
}

function finished(phrase: Gathered): CandidatePhrase {
  const forms = [...phrase.forms].toSorted(
    (left, right) => right[1].count - left[1].count || (left[0] < right[0] ? -1 : 1),
  )
  const { name, plural } = nameOf(phrase, forms)
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

function inOrder(occurrences: readonly number[]): number[] {
  const places = Array.from(
    { length: occurrences.length / NUMBERS_PER_OCCURRENCE },
    (_, at) => at * NUMBERS_PER_OCCURRENCE,
  )
  return places
    .toSorted((left, right) => (occurrences[left] ?? 0) - (occurrences[right] ?? 0))
    .flatMap((at) => occurrences.slice(at, at + NUMBERS_PER_OCCURRENCE))
}

function kindOf(phrase: Gathered): CandidatePhrase['kind'] {
  if (phrase.key.startsWith('code:')) return 'code'
  if (phrase.acronym) return 'acronym'
  if (phrase.proper > phrase.occurrences.length / NUMBERS_PER_OCCURRENCE / 2) return 'proper'
  return phrase.words > 1 ? 'noun-phrase' : 'noun'
}

type CountedForm = readonly [string, { readonly count: number; readonly inside: number }]

function nameOf(phrase: Gathered, forms: readonly CountedForm[]): { name: string; plural: boolean | null } {
  const [top] = forms
  if (top === undefined) return { name: '', plural: null }
  // Of the forms that differ in case only, the one used inside of sentences.
  const cased = (form: string): string => {
    const alike = forms.filter(([other, { inside }]) => inside > 0 && other.toLowerCase() === form.toLowerCase())
    return (
      alike.toSorted((left, right) => right[1].inside - left[1].inside)[0]?.[0] ?? withoutOpeningCapital(form, phrase)
    )
  }
  if (phrase.language === 'en') return englishName(cased(top[0]), phrase)
  if (phrase.language === 'de') return { name: cased(germanBaseForm(forms)), plural: null }
  return { name: cased(top[0]), plural: null }
}

/** A form seen only where sentences and headings begin; German nouns and names keep their capital. */
function withoutOpeningCapital(form: string, phrase: Gathered): string {
  if (phrase.language !== 'en' || phrase.acronym || phrase.proper > 0) return form
  return form.replaceAll(/(?<![\p{L}\p{N}])\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())
}

function englishName(form: string, phrase: Gathered): { name: string; plural: boolean | null } {
  if (phrase.acronym) return { name: form.replace(/(?<=\p{Lu}{2})s$/u, ''), plural: /\p{Lu}{2}s$/u.test(form) }
  const last = /[\p{L}\p{M}]+$/u.exec(form)?.[0] ?? ''
  const singular = englishSingular(last.toLowerCase())
  if (last === '' || singular === last.toLowerCase()) return { name: form, plural: false }
  const shared = commonStart(last.toLowerCase(), singular)
  return {
    name: form.slice(0, form.length - last.length) + last.slice(0, shared) + singular.slice(shared),
    plural: true,
  }
}

function commonStart(left: string, right: string): number {
  let at = 0
  while (at < left.length && left.charAt(at) === right.charAt(at)) at += 1
  return at
}

const LEAST_SHARE = 0.1

/** Of the forms in use one in the nominative singular as far as endings tell: adjectives not in -en or -em, a short noun. */
function germanBaseForm(forms: readonly CountedForm[]): string {
  const most = forms[0]?.[1].count ?? 0
  const cost = (form: string): number => {
    const words = form.split(' ')
    const oblique = words.slice(0, -1).filter((word) => /^\p{Ll}.*e[nm]$/u.test(word)).length
    return oblique * 100 + form.length
  }
  const usual = forms.filter(([, { count }]) => count >= most * LEAST_SHARE)
  return usual.toSorted((left, right) => cost(left[0]) - cost(right[0]) || (left[0] < right[0] ? -1 : 1))[0]?.[0] ?? ''
}
