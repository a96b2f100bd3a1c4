import type { AssembledEvidence } from '../assembly/assembled-graph.ts'
import type { EntityPlace, RelatableChunk } from './relation-input.ts'
import { sentenceClarity } from './sentence-clarity.ts'

/** A sentence that names at least two entities; their numbers and places in the order of the text. */
interface IndexedSentence {
  chunkId: number
  readonly documentId: string
  readonly start: number
  readonly end: number
  clarity: number
  /** Three numbers each: the entity, start and end of its first place. */
  named: readonly number[]
}

/** Longer ones are tables and lists: that they name two things together tells little. */
const MOST_NAMED = 12
const LONGEST_SENTENCE = 600

/** Which entities stand together in which sentences. */
export class SentenceIndex {
  readonly #entityKeyOf: (nameKey: string) => string | null
  readonly #numbers = new Map<string, number>()
  readonly keys: string[] = []
  readonly sentences: IndexedSentence[] = []
  /** Per document: sentence by its start. */
  readonly #known = new Map<string, Map<number, IndexedSentence>>()

  /** `entityKeyOf`: the entity that a name stands for, null for one that is not counted. */
  constructor(entityKeyOf: (nameKey: string) => string | null) {
    this.#entityKeyOf = entityKeyOf
  }

  /** A sentence that two chunks share is taken from the one with the smaller id. */
  add({ chunkId, documentId, start, text, reading, places }: RelatableChunk): void {
    const outer = outermost(this.#counted(places))
    let from = 0
    let next = 0
    for (const to of reading.sentenceEnds) {
      const inside: EntityPlace[] = []
      for (; (outer[next]?.start ?? Infinity) < start + to; next++) {
        const place = outer[next]
        if (place !== undefined && place.end <= start + to) inside.push(place)
      }
      const sentence = trimmed(text, from, to)
      from = to
      const named = this.#named(inside)
      const isLong = named.length > 3 * MOST_NAMED || sentence.end - sentence.start > LONGEST_SENTENCE
      if (named.length === 0 || isLong) continue
      const clarity = sentenceClarity(text.slice(sentence.start, sentence.end))
      const range = { start: start + sentence.start, end: start + sentence.end }
      this.#put({ chunkId, documentId, ...range, clarity, named })
    }
  }

  #counted(places: readonly EntityPlace[]): EntityPlace[] {
    return places.flatMap((place) => {
      const key = this.#entityKeyOf(place.key)
      return key === null ? [] : [{ ...place, key }]
    })
  }

  #named(places: readonly EntityPlace[]): number[] {
    const seen = new Set<number>()
    return places.flatMap(({ key, start, end }) => {
      const number = this.#numberOf(key)
      if (seen.has(number)) return []
      seen.add(number)
      return [number, start, end]
    })
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.keys.length)
    return this.keys.push(key) - 1
  }

  #put(sentence: IndexedSentence): void {
    const ofDocument = this.#known.get(sentence.documentId) ?? new Map<number, IndexedSentence>()
    this.#known.set(sentence.documentId, ofDocument)
    const known = ofDocument.get(sentence.start)
    if (known === undefined) {
      ofDocument.set(sentence.start, sentence)
      this.sentences.push(sentence)
    } else if (sentence.chunkId < known.chunkId) {
      Object.assign(known, sentence)
    }
  }

  /** The sentence as evidence that two entities stand together. */
  evidence(sentence: IndexedSentence, source: number, target: number): AssembledEvidence {
    const { chunkId, documentId, start, end, named } = sentence
    const placeOf = (number: number): readonly [number, number] | null => {
      for (let at = 0; at < named.length; at += 3) {
        if (named[at] === number) return [named[at + 1] ?? 0, named[at + 2] ?? 0]
      }
      return null
    }
    return {
      chunkId,
      documentId,
      start,
      end,
      source: placeOf(source),
      target: placeOf(target),
      origin: 'statistics',
      rule: 'together',
    }
  }
}

/** In the order of the text, without those that lie within another: "plasma membrane" is not named together with "membrane". */
function outermost(places: readonly EntityPlace[]): EntityPlace[] {
  const sorted = places.toSorted(
    (one, other) => one.start - other.start || other.end - one.end || (one.key < other.key ? -1 : 1),
  )
  let end = -1
  return sorted.filter((place) => {
    if (place.end <= end) return false
    end = place.end
    return true
  })
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  const piece = text.slice(from, to)
  const start = from + piece.length - piece.trimStart().length
  return { start, end: Math.max(start, from + piece.trimEnd().length) }
}
