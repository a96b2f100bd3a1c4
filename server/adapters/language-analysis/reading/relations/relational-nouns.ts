import type { StatedRelation } from '../../../../ports/chunk-reader.ts'
import type { FoundRelation } from './found-relation.ts'
import type { NounItem } from './noun-items.ts'
import type { ReadableSentence } from './sentence-elements.ts'

interface RelationalNoun {
  readonly kind: StatedRelation['kind']
  /** "X is a result of Y" says that Y causes X. */
  readonly reversed: boolean
  readonly strength: number
}

type Shape = readonly [stems: string, kind: RelationalNoun['kind'], reversed: boolean, strength: number]

const NOUNS: Readonly<Record<ReadableSentence['language'], readonly Shape[]>> = {
  en: [
    [
      'type kind form class species variety sort subset subclass category subtype subgroup breed genus family',
      'is-a',
      false,
      0.9,
    ],
    ['example instance', 'example-of', false, 0.9],
    ['part component constituent subunit ingredient portion region section segment organelle', 'part-of', false, 0.85],
    ['cause', 'causes', false, 0.85],
    ['result consequence product byproduct effect outcome symptom', 'causes', true, 0.75],
    ['prerequisite requirement precondition', 'depends-on', true, 0.8],
  ],
  de: [
    ['art form sort typ unterart unterklass spezialfall variant teilmeng', 'is-a', false, 0.9],
    ['beispiel paradebeispiel', 'example-of', false, 0.9],
    ['teil bestandteil baustein komponent', 'part-of', false, 0.85],
    ['ursach grund auslos', 'causes', false, 0.8],
    ['folg ergebnis resultat produkt auswirkung', 'causes', true, 0.75],
    ['voraussetzung grundlag basis', 'depends-on', true, 0.75],
  ],
}

const byStem = new Map<string, RelationalNoun>()
for (const [language, shapes] of Object.entries(NOUNS)) {
  for (const [stems, kind, reversed, strength] of shapes) {
    for (const stem of stems.split(' ')) byStem.set(`${language}:${stem}`, { kind, reversed, strength })
  }
}

/** What a noun says of its complement: "type of X", "cause of X"; undefined for other nouns, and without a complement. */
function relationalNoun({ unit, language }: ReadableSentence, item: NounItem): RelationalNoun | undefined {
  const stem = unit.words[item.phrase.to - 1]?.stem ?? ''
  return item.complement === null ? undefined : byStem.get(`${language}:${stem}`)
}

/**
 * Relation of "X is a kind of Y", "the cause of Y is X": between the complement of the noun and the other item; null when the noun is none
 * that tells one.
 */
export function relationByNoun(sentence: ReadableSentence, noun: NounItem, other: NounItem): FoundRelation | null {
  const relational = relationalNoun(sentence, noun)
  if (relational === undefined || noun.complement === null) return null
  // "The reduced form of the molecule" is no kind of molecule.
  if (relational.kind === 'is-a' && sentence.language === 'en' && noun.complement.opening === 'the') return null
  const complement: NounItem = { ...noun, phrase: noun.complement, complement: null, narrowed: false }
  const { kind, reversed, strength } = relational
  const [source, target] = reversed ? [complement, other] : [other, complement]
  return { kind, source, target, rule: `${kind}-noun`, strength }
}
