import type { Unit, Word } from '../../words.ts'

/** A noun phrase: words `from` to `to` (exclusive) of the unit, without what only points or counts. */
export interface PhraseElement {
  readonly kind: 'phrase'
  readonly from: number
  readonly to: number
  /** First word of the determiner before it, '' for none. */
  readonly opening: string
}

export interface VerbElement {
  readonly kind: 'verb'
  /** Word of the main verb, or of the form of "be" that stands alone. */
  readonly at: number
  readonly norm: string
  /** `copula`: a form of "be" alone. `loose`: a participle without an auxiliary. */
  readonly form: 'active' | 'passive' | 'copula' | 'loose' | 'infinitive'
  readonly negated: boolean
  /** What a modal verb leaves of a statement: 1 without one, 0 where it makes a wish or a supposition of it. */
  readonly certainty: number
}

export type WordRole =
  | 'preposition'
  | 'conjunction'
  | 'relative'
  | 'subordinator'
  | 'condition'
  | 'adverb'
  | 'pronoun'
  | 'negation'
  | 'other'

interface WordElement {
  readonly kind: 'word'
  readonly at: number
  readonly norm: string
  readonly role: WordRole
}

interface MarkElement {
  readonly kind: 'mark'
  /** Quotation marks are left out; ';' stands for all that separate clauses. */
  readonly mark: ',' | '(' | ')' | ':' | '–' | ';'
}

export type SentenceElement = PhraseElement | VerbElement | WordElement | MarkElement

/** A sentence as the patterns see it. */
export interface ReadableSentence {
  readonly unit: Unit
  /** The chunk's text without what is no language. */
  readonly prose: string
  readonly elements: readonly SentenceElement[]
  readonly language: 'en' | 'de'
}

const MARKS: readonly (readonly [RegExp, MarkElement['mark']])[] = [
  [/,/, ','],
  [/\(/, '('],
  [/\)/, ')'],
  [/:/, ':'],
  [/[–—]|--/, '–'],
  [/[^\s,():–—"“”‘’'„»«\-‐‑_*`]/, ';'],
]

/** The marks between two words, in order. */
export function marksBetween(prose: string, before: Word | undefined, word: Word | undefined): MarkElement[] {
  if (before === undefined || word === undefined) return []
  return [...prose.slice(before.end, word.start).matchAll(/--|\S/gu)].flatMap(([sign]) => {
    const mark = MARKS.find(([pattern]) => pattern.test(sign))?.[1]
    return mark === undefined ? [] : [{ kind: 'mark', mark } as const]
  })
}

export const isWord = (element: SentenceElement | undefined, norm: string): boolean =>
  element?.kind === 'word' && element.norm === norm

export const isMark = (element: SentenceElement | undefined, mark: MarkElement['mark']): boolean =>
  element?.kind === 'mark' && element.mark === mark

export const hasRole = (element: SentenceElement | undefined, role: WordRole): boolean =>
  element?.kind === 'word' && element.role === role

/** Whether the head of a phrase differs from its singular; German does not always tell. */
export function isPluralNoun({ unit }: ReadableSentence, { to }: PhraseElement): boolean {
  const head = unit.words[to - 1]
  return head !== undefined && head.norm !== head.stem
}
