import { nameKey } from '../../../kernel/text/name-key.ts'
import { sentences } from '../../../kernel/text/sentences.ts'
import type { Mention } from '../../../ports/chunk-reader.ts'
import type { ModelMention, ModelReading, ModelRelation } from '../model-reading.ts'
import { cleanKeywords, DescribedByText } from './described-by-text.ts'
import type { ExtractedEntity, ExtractedObject, ExtractedRelation } from './extracted-object.ts'
import { NamePlaces } from './name-places.ts'
import { relationSentence } from './relation-sentence.ts'

/** The text of a chunk, with what was read in it without a language model where that is known. */
export interface ReadText {
  readonly text: string
  /** That the rules of are used. */
  readonly language: string
  readonly mentions: readonly Mention[]
  /** Empty: not known. */
  readonly sentenceEnds: readonly number[]
}

export interface CheckedReading {
  readonly reading: ModelReading
  /** Entities and relations that the text does not hold. */
  readonly rejected: number
}

const MOST_PLACES = 50
const MOST_ENTRIES = 40
const STRENGTH_SCALE = 10

/** Keeps of a model's answer what stands in the text: names at their places, relations with the sentence that has both names. */
export function checkReading(extracted: ExtractedObject, read: ReadText): CheckedReading {
  const check = new ReadingCheck(read)
  const entities = extracted.entities.slice(0, MOST_ENTRIES)
  for (const entity of entities) check.addEntity(entity)
  for (const relation of extracted.relations.slice(0, MOST_ENTRIES)) check.addRelation(relation)
  return check.result()
}

class ReadingCheck {
  readonly #read: ReadText
  readonly #places: NamePlaces
  readonly #described: DescribedByText
  readonly #ends: readonly number[]
  /** Mentions by name as it was written. */
  readonly #named = new Map<string, readonly ModelMention[]>()
  readonly #mentions = new Map<string, ModelMention>()
  readonly #relations = new Map<string, ModelRelation & { readonly from: ModelMention; readonly to: ModelMention }>()
  #rejected = 0

  constructor(read: ReadText) {
    const { text, language } = read
    this.#read = read
    this.#places = new NamePlaces(text, language)
    this.#described = new DescribedByText(text, language)
    const known = read.sentenceEnds.length > 0
    this.#ends = known ? read.sentenceEnds : sentences(text, language).map(({ end }) => end)
  }

  addEntity({ name, type, description }: ExtractedEntity): void {
    if (this.#named.has(name.trim())) return
    const said = this.#described.sentence(description, [name])
    const mentions = this.#mentionsOf(name, type, said)
    if (mentions.length === 0) this.#rejected += 1
    else this.#named.set(name.trim(), mentions)
  }

  addRelation({ source, target, kind, description, keywords, strength }: ExtractedRelation): void {
    const [sources, targets] = [this.#mentionsOfEnd(source), this.#mentionsOfEnd(target)]
    const found = relationSentence(sources, targets, this.#ends)
    if (found === null || found.source.key === found.target.key) {
      this.#rejected += 1
      return
    }
    const { text } = this.#read
    const start = found.end - text.slice(found.start, found.end).trimStart().length
    const isTurned = kind === 'related' && found.source.key > found.target.key
    const [from, to] = isTurned ? [found.target, found.source] : [found.source, found.target]
    const key = [kind, from.key, to.key].join('\0')
    const share = strength / STRENGTH_SCALE
    if ((this.#relations.get(key)?.strength ?? 0) >= share) return
    this.#relations.set(key, {
      kind,
      from,
      to,
      source: 0,
      target: 0,
      start,
      end: Math.max(found.end, from.end, to.end),
      description: this.#described.sentence(description, [source, target]),
      keywords: cleanKeywords(keywords),
      strength: share,
    })
  }

  result(): CheckedReading {
    const mentions = [...this.#mentions.values()].toSorted(
      (left, right) => left.start - right.start || right.end - left.end || (left.key < right.key ? -1 : 1),
    )
    const indexOf = new Map(mentions.map((mention, at) => [placeKey(mention), at]))
    const relations = [...this.#relations.values()].map(({ from, to, ...relation }) => ({
      ...relation,
      source: indexOf.get(placeKey(from)) ?? 0,
      target: indexOf.get(placeKey(to)) ?? 0,
    }))
    return { reading: { mentions, relations }, rejected: this.#rejected }
  }

  /** An end that is not among the entities may stand in the text all the same. */
  #mentionsOfEnd(name: string): readonly ModelMention[] {
    const known = this.#named.get(name.trim())
    if (known !== undefined) return known
    const mentions = this.#mentionsOf(name, 'concept', '')
    if (mentions.length > 0) this.#named.set(name.trim(), mentions)
    return mentions
  }

  #mentionsOf(name: string, type: ModelMention['type'], description: string): ModelMention[] {
    const places = this.#places.find(name).slice(0, MOST_PLACES)
    return places.map(({ start, end }, at) => {
      const mention = { start, end, key: this.#keyAt(start, end), type, description: at === 0 ? description : '' }
      const known = this.#mentions.get(placeKey(mention))
      if (known !== undefined && (known.description !== '' || description === '' || at > 0)) return known
      this.#mentions.set(placeKey(mention), mention)
      return mention
    })
  }

  /** Readers of all kinds give the same name the same key: where one found it already, its key is taken. */
  #keyAt(start: number, end: number): string {
    const { text, language, mentions } = this.#read
    const known = mentions.find((mention) => mention.start === start && mention.end === end)
    return known?.key ?? nameKey(text.slice(start, end), language)
  }
}

const placeKey = ({ start, end }: { readonly start: number; readonly end: number }): string => `${start}-${end}`
