import type { Mention, StatedRelation } from '../../../../ports/chunk-reader.ts'
import { germanNounTest } from '../../german-nouns.ts'
import type { Unit, Word } from '../../words.ts'
import { mentionOfWords } from '../mention-of-words.ts'
import type { TaggedChunk } from '../tagged-chunk.ts'
import { copulaRelations } from './copula-relations.ts'
import { englishElements } from './english-elements.ts'
import { ENGLISH_VERBS } from './english-verbs.ts'
import { isAssertable } from './assertable.ts'
import type { FoundRelation } from './found-relation.ts'
import { germanClauseRelations } from './german-clause-relations.ts'
import { germanElements } from './german-elements.ts'
import { GERMAN_VERBS } from './german-verbs.ts'
import { listingRelations } from './listing-relations.ts'
import type { NounItem } from './noun-items.ts'
import type { ReadableSentence } from './sentence-elements.ts'
import { isStatement } from './statement.ts'
import { verbRelations } from './verb-relations.ts'

interface RelationsOfChunk {
  /** Mentions that the relations need beside those given: noun phrases of type `term` (see `mentionOfWords`). */
  readonly terms: readonly Mention[]
  /** `source` and `target` are indices into the mentions given followed by `terms`. */
  readonly relations: readonly StatedRelation[]
}

/** Relations that the sentences of a chunk state by patterns of its language. */
export function statedRelations(chunk: TaggedChunk, mentions: readonly Mention[]): RelationsOfChunk {
  const { text, language, units } = chunk
  if (language !== 'en' && language !== 'de') return { terms: [], relations: [] }
  const isNoun = germanNounTest(units)
  const known = new Map(mentions.map(({ start, end }, index) => [`${start}-${end}`, index]))
  const terms: Mention[] = []
  const placeOf = (unit: Unit, item: NounItem): number | null => {
    const term = mentionOfWords(
      unit.words.slice(item.phrase.from, item.complement?.to ?? item.phrase.to),
      'term',
      language,
    )
    if (term === null || !standsAlone(text, term)) return null
    const place = `${term.start}-${term.end}`
    const index = known.get(place) ?? mentions.length + terms.length
    if (!known.has(place)) {
      known.set(place, index)
      terms.push(term)
    }
    return index
  }
  const relations = units.flatMap((unit) => {
    const sentence = isStatement(unit, text) ? readable(unit, chunk, isNoun) : null
    if (sentence === null) return []
    return relationsOf(sentence).flatMap(({ source, target, kind, rule, strength }) => {
      const ends = [placeOf(unit, source), placeOf(unit, target)] as const
      if (ends[0] === null || ends[1] === null || ends[0] === ends[1]) return []
      const { start, end } = unit
      return [{ kind, source: ends[0], target: ends[1], start, end, rule: `${language}:${rule}`, strength }]
    })
  })
  return { terms, relations }
}

/** "s1", "r2". */
const VARIABLE = /^\p{Ll}\d$/u
/** "Rust’s (most granular unit)", "the term destructor", "building blocks". */
const NO_NAME = /['’]s$|^(?:term|word|name|keyword|begriff|wort|name) |\bbuilding blocks?$/iu

/** Whether a phrase is no piece of a path, a call or a reference: "Message::Move", "&T". */
function standsAlone(text: string, { start, end }: Mention): boolean {
  const surface = text.slice(start, end)
  if (VARIABLE.test(surface) || NO_NAME.test(surface)) return false
  const isCutBefore = /[\p{L}\p{N}_&:.<$@]$/u.test(text.slice(Math.max(0, start - 1), start))
  return !isCutBefore && !/^(?:::|[_(<[!]|\.\w)/u.test(text.slice(end, end + 2))
}

function readable(
  unit: Unit,
  { prose, language }: TaggedChunk,
  isNoun: (word: Word) => boolean,
): ReadableSentence | null {
  if (language === 'en') return { unit, prose, elements: englishElements(unit, prose), language }
  return language === 'de' ? { unit, prose, elements: germanElements(unit, prose, isNoun), language } : null
}

function relationsOf(sentence: ReadableSentence): FoundRelation[] {
  const found = [
    ...listingRelations(sentence),
    ...copulaRelations(sentence),
    ...verbRelations(sentence, sentence.language === 'en' ? ENGLISH_VERBS : GERMAN_VERBS),
    ...(sentence.language === 'de' ? germanClauseRelations(sentence) : []),
  ]
  return found.filter((relation) => isAssertable(relation))
}
