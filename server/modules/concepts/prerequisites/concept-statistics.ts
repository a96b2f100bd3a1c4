import type { Steps } from '../../../kernel/run-in-slices.ts'
import type { PrerequisiteConcept, PrerequisiteDocument } from './prerequisite-input.ts'
import { WINDOW_SENTENCES } from './sentence-cooccurrence.ts'

/** A stretch of a document that is about one thing: neighbouring sections, together long enough to count in. */
export interface TextUnit {
  /** Index into the documents. */
  readonly document: number
  readonly characters: number
}

/** How often a concept stands in a unit. */
export interface UnitCount {
  readonly unit: number
  readonly count: number
}

/** Where all concepts stand. Concepts, documents, units and sentences go by their index. */
export interface ConceptStatistics {
  readonly units: readonly TextUnit[]
  /** Per unit the numbers of its sentences, `to` not included; absent for units without any. */
  readonly sentenceRanges: readonly ({ readonly from: number; readonly to: number } | undefined)[]
  /** Per concept, in the order of the text. */
  readonly unitsOf: readonly (readonly UnitCount[])[]
  /** Per concept the numbers of its sentences, ascending. Sentences are numbered through all documents, with gaps between them. */
  readonly sentencesOf: readonly (readonly number[])[]
  /** Per document the number of its first sentence. */
  readonly firstSentence: readonly number[]
  /** Per concept the number of the sentence that defines it, -1 when there is none. */
  readonly definitionOf: readonly number[]
  /** Per concept and document of it the place of the first mention in that document. */
  readonly firstMentions: readonly ReadonlyMap<number, number>[]
}

/** Sections shorter than this are counted together with their neighbours. About 200 words. */
const SHORTEST_UNIT = 1200
/** What a mention inside a longer phrase counts ("cell" in "cell membrane"). */
const PART_COUNT = 0.3
const OCCURRENCE_FIELDS = 6

/** Counts every concept per unit and sentence. */
export function* countConcepts(
  concepts: readonly PrerequisiteConcept[],
  documents: readonly PrerequisiteDocument[],
): Steps<ConceptStatistics> {
  const conceptOf = new Map<string, number>()
  for (const [concept, { keys }] of concepts.entries()) for (const key of keys) conceptOf.set(key, concept)
  const units: TextUnit[] = []
  const firstSentence: number[] = []
  const sentenceRanges: { from: number; to: number }[] = []
  const counter = new ConceptCounter(concepts.length)
  let sentences = 0
  for (const [document, { analysis }] of documents.entries()) {
    const unitOf = divideIntoUnits(document, analysis.sections, units)
    firstSentence.push(sentences)
    for (const { key, occurrences } of analysis.phrases) {
      const concept = conceptOf.get(key)
      if (concept === undefined) continue
      counter.add(concept, { document, occurrences, unitOf, firstSentence: sentences })
      yield occurrences.length
    }
    for (const [at, { section }] of analysis.sentences.entries()) {
      const unit = unitOf[section] ?? 0
      sentenceRanges[unit] ??= { from: sentences + at, to: 0 }
      sentenceRanges[unit].to = sentences + at + 1
    }
    // The next document begins a window of its own.
    sentences += Math.ceil(analysis.sentences.length / WINDOW_SENTENCES) * WINDOW_SENTENCES
    yield analysis.sentences.length + analysis.phrases.length
  }
  const documentOf = new Map(documents.map(({ documentId }, document) => [documentId, document]))
  const definitionOf = concepts.map(({ definition }) => {
    const document = definition === null ? undefined : documentOf.get(definition.documentId)
    return document === undefined ? -1 : (firstSentence[document] ?? 0) + (definition?.sentence ?? 0)
  })
  return { units, sentenceRanges, firstSentence, definitionOf, ...(yield* counter.finish()) }
}

/** Puts neighbouring sections together until they are long enough. @returns per section its unit */
function divideIntoUnits(
  document: number,
  sections: PrerequisiteDocument['analysis']['sections'],
  units: TextUnit[],
): number[] {
  const unitOf: number[] = []
  let characters = 0
  const total = sections.reduce((sum, { readingCharacters }) => sum + readingCharacters, 0)
  let left = total
  for (const { readingCharacters } of sections) {
    unitOf.push(units.length)
    characters += readingCharacters
    left -= readingCharacters
    // The end of the document stays with the last unit when it is too short for one of its own.
    if (characters >= SHORTEST_UNIT && left >= SHORTEST_UNIT / 2) {
      units.push({ document, characters })
      characters = 0
    }
  }
  if (unitOf.at(-1) === units.length) units.push({ document, characters: Math.max(1, characters) })
  return unitOf
}

interface PhraseInDocument {
  readonly document: number
  readonly occurrences: readonly number[]
  readonly unitOf: readonly number[]
  readonly firstSentence: number
}

class ConceptCounter {
  readonly #counts: Map<number, number>[]
  readonly #sentences: Set<number>[]
  readonly #firstMentions: Map<number, number>[]

  constructor(concepts: number) {
    this.#counts = Array.from({ length: concepts }, () => new Map())
    this.#sentences = Array.from({ length: concepts }, () => new Set())
    this.#firstMentions = Array.from({ length: concepts }, () => new Map())
  }

  add(concept: number, { document, occurrences, unitOf, firstSentence }: PhraseInDocument): void {
    const counts = this.#counts[concept]
    const firstMentions = this.#firstMentions[concept]
    for (let at = 0; at + OCCURRENCE_FIELDS <= occurrences.length; at += OCCURRENCE_FIELDS) {
      const start = occurrences[at] ?? 0
      const sentence = occurrences[at + 2] ?? -1
      const unit = unitOf[occurrences[at + 3] ?? 0] ?? 0
      const count = occurrences[at + 5] === 1 ? 1 : PART_COUNT
      counts?.set(unit, (counts.get(unit) ?? 0) + count)
      if (sentence >= 0) this.#sentences[concept]?.add(firstSentence + sentence)
      if (start < (firstMentions?.get(document) ?? Infinity)) firstMentions?.set(document, start)
    }
  }

  *finish(): Steps<Pick<ConceptStatistics, 'unitsOf' | 'sentencesOf' | 'firstMentions'>> {
    const unitsOf: UnitCount[][] = []
    const sentencesOf: number[][] = []
    for (const [concept, counts] of this.#counts.entries()) {
      const places = [...counts].map(([unit, count]) => ({ unit, count }))
      const sentences = [...(this.#sentences[concept] ?? [])]
      unitsOf.push(places.toSorted((one, other) => one.unit - other.unit))
      sentencesOf.push(sentences.toSorted((one, other) => one - other))
      yield 10 * (places.length + sentences.length)
    }
    return { unitsOf, sentencesOf, firstMentions: this.#firstMentions }
  }
}
