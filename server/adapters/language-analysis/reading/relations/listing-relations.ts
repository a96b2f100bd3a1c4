import type { FoundRelation } from './found-relation.ts'
import { listFrom, nounItemAt, type NounItem } from './noun-items.ts'
import { relationByNoun } from './relational-nouns.ts'
import {
  hasRole,
  isMark,
  isPluralNoun,
  isWord,
  type PhraseElement,
  type ReadableSentence,
  type SentenceElement,
} from './sentence-elements.ts'

/** "Y such as A, B and C", "A, B and other Y", "A, a Y," (after M. Hearst 1992). */
export function listingRelations(sentence: ReadableSentence): FoundRelation[] {
  return [...suchAs(sentence), ...andOther(sentence), ...appositions(sentence)]
}

function suchAs(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  return elements.flatMap((_, at) => {
    const introduction = introductionAt(sentence, at)
    if (introduction === null) return []
    const hasComma = isMark(elements[at - 1], ',')
    const general = generalBefore(sentence, hasComma ? at - 2 : at - 1)
    if (general === null) return []
    // "Traits distinctive to mammals, including …" gives traits.
    const isFar = hasRole(elements[at - 3], 'preposition') || hasRole(elements[at - 3], 'conjunction')
    if (hasComma && introduction.isLoose && isFar) return []
    const items = listFrom(sentence, introduction.next, true).filter(({ end }) => !isCutOff(elements[end]))
    const first = items[0]?.phrase.opening ?? ''
    // "A language such as Ruby and a database": the last one is no language.
    const alike = items.filter(({ phrase }) => first !== '' || !ARTICLE.test(phrase.opening))
    return alike.map((item) => ({
      kind: introduction.kind,
      source: item,
      target: general,
      rule: introduction.rule,
      strength: introduction.strength * (item.narrowed ? 0.85 : 1),
    }))
  })
}

const ARTICLE = /^(?:an?|the|ein|eine|einen|einem|einer|der|die|das|den|dem)$/

/** "Such as pattern matching": the noun is a part of what is named. */
const isCutOff = (next: SentenceElement | undefined): boolean =>
  hasRole(next, 'negation') || (next?.kind === 'verb' && next.form === 'loose' && next.norm.endsWith('ing'))

interface Introduction {
  readonly next: number
  readonly kind: 'is-a' | 'example-of'
  readonly rule: string
  /** It may refer to what stands farther before. */
  readonly isLoose: boolean
  readonly strength: number
}

/** Words that announce a list of kinds; the comma before them may be needed. */
const ENGLISH_INTRODUCTIONS: readonly (Omit<Introduction, 'next' | 'kind' | 'isLoose'> & {
  readonly words: readonly string[]
  readonly comma: boolean
})[] = [
  { words: ['such', 'as'], comma: false, rule: 'such-as', strength: 0.9 },
  { words: ['including'], comma: false, rule: 'including', strength: 0.75 },
  { words: ['especially'], comma: true, rule: 'especially', strength: 0.7 },
  { words: ['particularly'], comma: true, rule: 'especially', strength: 0.7 },
  { words: ['notably'], comma: true, rule: 'especially', strength: 0.7 },
]

function introductionAt(sentence: ReadableSentence, at: number): Introduction | null {
  const { elements, language } = sentence
  if (language === 'de') return germanIntroduction(sentence, at)
  const found = ENGLISH_INTRODUCTIONS.find(
    ({ words, comma }) =>
      words.every((word, place) => saysWord(elements[at + place], word)) && (!comma || isMark(elements[at - 1], ',')),
  )
  if (found === undefined) return null
  return {
    next: at + found.words.length,
    kind: 'is-a',
    rule: found.rule,
    isLoose: found.rule !== 'such-as',
    strength: found.strength,
  }
}

/** A tagger may take "including" for a verb. */
const saysWord = (element: SentenceElement | undefined, norm: string): boolean =>
  (element?.kind === 'verb' || element?.kind === 'word') && element.norm === norm

function germanIntroduction(sentence: ReadableSentence, at: number): Introduction | null {
  const { elements } = sentence
  if (!isWord(elements[at], 'wie') || comparesBefore(sentence, at)) return null
  const next = afterForExample(elements, at + 1)
  const first = elements[next]
  if (first?.kind !== 'phrase' || DEFINITE.test(first.opening)) return null
  return { next, kind: 'is-a', rule: 'wie', isLoose: false, strength: next > at + 1 ? 0.85 : 0.75 }
}

const DEFINITE = /^(?:der|die|das|dem|des|dies\p{L}*|jen\p{L}*)$/u
const COMPARES = /^(?:gleich|selb|d\p{L}{2}selbe|ähnlich|ebenso|genauso|genau|genauso$|anders|sowohl)/u

const IS = /^(?:ist|sind|war|waren|sieht|sehen)$/
const LONGEST_COMPARISON = 10

/** "Dieselben Dienste wie A", "ist X wie A": a comparison, no list of kinds. */
function comparesBefore({ elements, unit }: ReadableSentence, at: number): boolean {
  const place = elements[at]
  if (place?.kind !== 'word') return false
  if (unit.words.slice(Math.max(0, place.at - 3), place.at).some(({ norm }) => IS.test(norm))) return true
  return unit.words.slice(Math.max(0, place.at - LONGEST_COMPARISON), place.at).some(({ norm }) => COMPARES.test(norm))
}

/** After "zum Beispiel", "beispielsweise", "etwa". */
function afterForExample(elements: ReadableSentence['elements'], at: number): number {
  if (isWord(elements[at], 'beispielsweise') || isWord(elements[at], 'etwa')) return at + 1
  if (isWord(elements[at], 'zum') && elements[at + 1]?.kind === 'phrase') return at + 2
  const isShort = isWord(elements[at], 'z') && isMark(elements[at + 1], ';') && isWord(elements[at + 2], 'b')
  return isShort ? at + 4 : at
}

const TRANSPARENT =
  /^(?:type|kind|form|variety|class|group|number|set|range|series|list|family|art|reihe|gruppe|menge|anzahl|vielzahl)$/

/** The noun that a list gives kinds of, where it is clear which: of "diseases of plants such as …" it is not. */
function generalBefore(sentence: ReadableSentence, at: number): NounItem | null {
  const { elements } = sentence
  const phrase = elements[at]
  if (phrase?.kind !== 'phrase' || isInRelative(sentence, at)) return null
  const isSure = hasRole(elements[at - 1], 'conjunction')
    ? isPluralNoun(sentence, phrase)
    : !hasRole(elements[at - 1], 'preposition') || isNearest(sentence, phrase, at)
  return isSure ? { phrase, at, end: at + 1, complement: null, narrowed: false } : null
}

/** Of "diseases of plants such as …" and "languages with compilers, such as …" both nouns may be meant. */
function isNearest(sentence: ReadableSentence, phrase: PhraseElement, at: number): boolean {
  const { elements, unit } = sentence
  const [link, head] = [elements[at - 1], elements[at - 2]]
  if (head?.kind !== 'phrase') return true
  const isHeadPlural = isPluralNoun(sentence, head)
  const isOf = link?.kind === 'word' && /^(?:of|von)$/.test(link.norm)
  if (isOf && TRANSPARENT.test(unit.words[head.to - 1]?.stem ?? '')) return true
  if (sentence.language === 'de') return !(isOf && isHeadPlural)
  if (!isPluralNoun(sentence, phrase)) return false
  return !isHeadPlural || (!isOf && !isMark(elements[at + 1], ','))
}

const LONGEST_RELATIVE = 8

/** "Organisms that live in cold climates, such as …" gives organisms. */
function isInRelative(sentence: ReadableSentence, at: number): boolean {
  const { elements } = sentence
  const phrase = elements[at]
  const isPlural = phrase?.kind === 'phrase' && isPluralNoun(sentence, phrase)
  if (sentence.language === 'de' || (isPlural && !isMark(elements[at + 1], ','))) return false
  for (let back = at - 1; back >= Math.max(0, at - LONGEST_RELATIVE); back--) {
    if (elements[back]?.kind === 'mark') return false
    if (hasRole(elements[back], 'relative') || isWord(elements[back], 'that')) return true
  }
  return false
}

const OTHER = /^(?:other|andere|anderen|anderer|weitere|weiteren|sonstige|sonstigen)$/

function andOther(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  return elements.flatMap((element, at) => {
    if (element.kind !== 'phrase' || isListed(sentence, at)) return []
    const items = listFrom(sentence, at, true)
    const general = items.at(-1)
    if (general === undefined || items.length < 2 || !OTHER.test(general.phrase.opening)) return []
    if (!hasRole(elements[general.at - 1], 'conjunction')) return []
    const target: NounItem = { ...general, narrowed: false }
    return items
      .slice(0, -1)
      .map((source) => ({ kind: 'is-a', source, target, rule: 'and-other', strength: 0.85 }) as const)
  })
}

/** Whether the phrase at an element is not the first of its list. */
function isListed({ elements }: ReadableSentence, at: number): boolean {
  const before = hasRole(elements[at - 1], 'conjunction') ? at - 2 : at - 1
  const comma = isMark(elements[before], ',') ? before - 1 : before
  return comma < at - 1 && elements[comma]?.kind === 'phrase'
}

const INDEFINITE = /^(?:an?|ein|eine)$/

/** "X, a kind of Y," and "X (a Y)". */
function appositions(sentence: ReadableSentence): FoundRelation[] {
  const { elements } = sentence
  return elements.flatMap((element, at) => {
    const opening = elements[at + 1]
    if (element.kind !== 'phrase' || !(isMark(opening, ',') || isMark(opening, '('))) return []
    const item = nounItemAt(sentence, at + 2)
    if (item === null || !INDEFINITE.test(item.phrase.opening) || !isClear(sentence, at)) return []
    if (!isClosedAt(sentence, item.end, isMark(opening, '('))) return []
    const named: NounItem = { phrase: element, at, end: at + 1, complement: null, narrowed: false }
    const told = relationByNoun(sentence, item, named)
    const relation = { kind: 'is-a', source: named, target: item, rule: 'apposition', strength: 0.75 } as const
    return [told ?? relation]
  })
}

/** Whether no other noun before can be meant, and no list goes on here. */
function isClear({ elements }: ReadableSentence, at: number): boolean {
  const [before, farther] = [elements[at - 1], elements[at - 2]]
  if (INDEFINITE.test((elements[at] as PhraseElement).opening)) return false
  if (isMark(before, ',') || hasRole(before, 'conjunction')) return false
  // "When using Windows, a file …"
  if (before?.kind === 'verb' && before.form === 'loose') return false
  if (isMark(elements[at + 1], '(') && hasRole(before, 'preposition')) return false
  return !(hasRole(before, 'preposition') && farther?.kind === 'phrase')
}

function isClosedAt({ elements }: ReadableSentence, end: number, isBracket: boolean): boolean {
  const next = elements[end]
  if (isBracket) return isMark(next, ')')
  if (next === undefined || hasRole(next, 'relative')) return true
  if (!isMark(next, ',')) return next.kind === 'verb' && next.form === 'loose'
  const after = elements[end + 1]
  return !(hasRole(after, 'conjunction') || after?.kind === 'phrase')
}
