export type Gender = 'masculine' | 'feminine' | 'neuter'

/** As `CandidatePhrase.occurrences` has them. */
export const NUMBERS_PER_OCCURRENCE = 6

/** A form and how often it was seen, altogether and inside of sentences. */
export type CountedForm = readonly [string, { readonly count: number; readonly inside: number }]

export interface GatheredPhrase {
  readonly key: string
  readonly language: string
  /** Per form: how often, and how often inside a sentence, where case tells something. */
  readonly forms: Map<string, { count: number; inside: number }>
  readonly occurrences: number[]
  readonly places: Map<number, number>
  readonly sameAs: Set<string>
  readonly words: number
  /** German: how often the words before told which. */
  readonly genders: Map<Gender, number>
  proper: number
  /** Mentions in capitals. */
  acronyms: number
  /** Written with a capital, at least once. */
  capital: boolean
  definition: { sentence: number; strength: number } | null
}
