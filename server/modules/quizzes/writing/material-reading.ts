import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import { breathe } from '../../../kernel/breathe.ts'
import type { QuestionMaterial } from '../../../ports/question-writer.ts'
import { coverage } from './content-stems.ts'
import { definitionIn, type Definition } from './find-definitions.ts'
import { isGeneral } from './is-general.ts'
import { indexMaterial, type EvidenceSentence, type MaterialIndex } from './material-index.ts'
import { rulesOf } from './rules-of.ts'

/** What is the same for all questions about the same documents. */
export interface ReadMaterial {
  readonly index: MaterialIndex
  /** What the documents say of each concept, the best first: each says something else. */
  readonly defined: ReadonlyMap<string, readonly Definition[]>
  /** Of which concepts a sentence says what they are. */
  readonly defining: ReadonlyMap<EvidenceSentence, ReadonlySet<string>>
}

/** Of all texts whose reading is kept; what is known of them takes about ten bytes each. */
const MAX_CHARACTERS = 2_000_000
/** Many more than are deleted while the material of one quiz is gathered. */
const DELETIONS_KNOWN = 10_000
const SENTENCES_PER_SLICE = 8
const MOST_DEFINITIONS = 4
/** Share of a description's words in another one of the same concept from which both say the same. */
const SAID = 0.5

/** Reads material, the same one only once: several people make quizzes of a collection, and each makes several. */
export interface MaterialReading {
  read(material: QuestionMaterial): Promise<ReadMaterial>
  /** Keeps nothing of a document that was deleted. */
  forget(deleted: { readonly documentId: string; readonly collectionId: string }): void
}

export function createMaterialReading(): MaterialReading {
  const cache = createBoundedCache<{ readonly material: QuestionMaterial; readonly reading: Promise<ReadMaterial> }>(
    MAX_CHARACTERS,
  )
  // Who gathered the documents before one was deleted may come with them afterwards.
  const deletedLately = createBoundedCache<true>(DELETIONS_KNOWN)
  return {
    async read(material) {
      const { collectionId } = material.map
      const kept = cache.get(collectionId)
      if (kept !== undefined && isSame(kept.material, material)) return await kept.reading
      const reading = readMaterial(material)
      const characters = material.documents.reduce((sum, { text }) => sum + text.length, 1)
      const isOutdated = material.documents.some(({ documentId }) => deletedLately.get(documentId) === true)
      if (!isOutdated) cache.set(collectionId, { material, reading }, characters)
      return await reading
    },
    forget({ documentId, collectionId }) {
      deletedLately.set(documentId, true, 1)
      cache.delete(collectionId)
    },
  }
}

const isSame = (one: QuestionMaterial, other: QuestionMaterial): boolean =>
  one.map === other.map &&
  one.documents.length === other.documents.length &&
  one.documents.every((document, at) => document === other.documents[at])

async function readMaterial(material: QuestionMaterial): Promise<ReadMaterial> {
  const index = await indexMaterial(material)
  return { index, ...(await allDefinitions(index)) }
}

async function allDefinitions(index: MaterialIndex): Promise<Omit<ReadMaterial, 'index'>> {
  const defining = new Map<EvidenceSentence, ReadonlySet<string>>()
  const found = new Map<string, Definition[]>()
  for (const [at, sentence] of index.sentences.entries()) {
    if (at % SENTENCES_PER_SLICE === 0) await breathe()
    const rules = rulesOf(sentence.document.language)
    if (rules === null) continue
    for (const mention of sentence.mentions) {
      const concept = index.concepts.get(mention.conceptId)
      const definition = concept === undefined ? null : definitionIn(sentence, mention, concept, rules)
      if (definition === null || !isGeneral(definition, index)) continue
      defining.set(sentence, new Set([...(defining.get(sentence) ?? []), mention.conceptId]))
      const list = found.get(mention.conceptId)
      if (list === undefined) found.set(mention.conceptId, [definition])
      else list.push(definition)
    }
  }
  return { defined: new Map([...found].map(([id, list]) => [id, distinct(list)])), defining }
}

function distinct(definitions: readonly Definition[]): Definition[] {
  const kept: Definition[] = []
  for (const definition of definitions.toSorted((left, right) => right.quality - left.quality)) {
    if (kept.length === MOST_DEFINITIONS) break
    if (!kept.some((one) => one.sentence === definition.sentence || coverage(definition.stems, one.stems) >= SAID)) {
      kept.push(definition)
    }
  }
  return kept
}
