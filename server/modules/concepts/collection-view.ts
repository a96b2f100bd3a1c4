import { breathe, collectInSlices } from '../../kernel/breathe.ts'
import type { ConceptEntry, ConceptMap, PrerequisiteEdge } from '../../ports/study-material.ts'
import type { AssembledConcept, AssembledConcepts } from './assembly/assembled-concepts.ts'
import type { CollectionEdits } from './edits/edit-store.ts'
import type { DerivedPrerequisite } from './prerequisites/prerequisite-input.ts'

/** A concept as it is shown: with the user's name for it. */
export interface ShownConcept {
  readonly assembled: AssembledConcept
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  /** From 1, hidden ones counted, so that hiding one moves no other. */
  readonly rank: number
  readonly hidden: boolean
  readonly edited: boolean
}

/** The concepts of a collection as of one moment. */
export interface CollectionView {
  readonly collectionId: string
  readonly collection: string
  readonly concepts: readonly ShownConcept[]
  /** By id, and by the id of each phrase of a concept. */
  find(conceptId: string): ShownConcept | undefined
  /** Strongest first, those to hidden concepts left out. */
  prerequisitesOf(conceptId: string): readonly DerivedPrerequisite[]
  neededBy(conceptId: string): readonly ShownConcept[]
  /** Those that the user said are not needed for it, hidden ones left out. */
  forbiddenFor(conceptId: string): readonly ShownConcept[]
  /** Concepts that are shown, by the keys of their phrases. */
  readonly idOfKey: ReadonlyMap<string, string>
  /** Hash of the version of a document that this is made from; null when it is made without the document. */
  versionOf(documentId: string): string | null
  readonly map: ConceptMap
}

export interface CollectionFacts {
  readonly collectionId: string
  readonly collection: string
  readonly revision: number
}

/** Some milliseconds of work. */
const CONCEPTS_PER_SLICE = 500
const EDGES_PER_SLICE = 5000

/** What the user sees of assembled concepts: renamed, and without what is hidden. Made in slices. */
export async function viewCollection(
  facts: CollectionFacts,
  assembled: AssembledConcepts,
  edits: CollectionEdits,
): Promise<CollectionView> {
  const concepts = await collectInSlices(shownConcepts(assembled, edits), CONCEPTS_PER_SLICE)
  const versions = new Map(assembled.documentIds.map((id, at) => [id, assembled.versionHashes[at]] as const))
  const byId = new Map(concepts.flatMap((shown) => shown.assembled.phraseIds.map((id) => [id, shown] as const)))
  for (const shown of concepts) byId.set(shown.id, shown)
  await breathe()
  const visible = concepts.filter(({ hidden }) => !hidden)
  const visibleIds = new Set(visible.map(({ id }) => id))
  const idOfKey = new Map(visible.flatMap(({ id, assembled: { keys } }) => keys.map((key) => [key, id] as const)))
  await breathe()
  const find = (conceptId: string): ShownConcept | undefined =>
    byId.get(conceptId) ?? byId.get(placedAt(conceptId, edits))
  return {
    collectionId: facts.collectionId,
    collection: facts.collection,
    concepts,
    find,
    prerequisitesOf: (conceptId) =>
      assembled.prerequisites.filter((edge) => edge.conceptId === conceptId && visibleIds.has(edge.prerequisiteId)),
    neededBy: (conceptId) => {
      const ids = new Set(
        assembled.prerequisites.filter((edge) => edge.prerequisiteId === conceptId).map((edge) => edge.conceptId),
      )
      return visible.filter(({ id }) => ids.has(id))
    },
    forbiddenFor: (conceptId) => {
      const pairs = edits.forbidden.filter((pair) => find(pair.conceptId)?.id === conceptId)
      const ids = new Set(pairs.map(({ prerequisiteId }) => find(prerequisiteId)?.id))
      return visible.filter(({ id }) => ids.has(id))
    },
    idOfKey,
    versionOf: (documentId) => versions.get(documentId) ?? null,
    map: {
      ...facts,
      concepts: await collectInSlices(entriesOf(visible), CONCEPTS_PER_SLICE),
      prerequisites: await collectInSlices(edgesBetween(visibleIds, assembled), EDGES_PER_SLICE),
      documentIds: assembled.documentIds,
      orderTrust: assembled.orderTrust,
    },
  }
}

function* shownConcepts(assembled: AssembledConcepts, edits: CollectionEdits): Generator<ShownConcept> {
  const decided = new Set(
    [...edits.pinned, ...edits.forbidden].flatMap(({ conceptId, prerequisiteId }) => [conceptId, prerequisiteId]),
  )
  for (const [index, concept] of assembled.concepts.entries()) {
    const edit = edits.byConcept.get(concept.id)
    const name = edit?.name ?? concept.name
    yield {
      assembled: concept,
      id: concept.id,
      name,
      aliases: aliasesOf(concept, name),
      rank: index + 1,
      hidden: edit?.hidden === true,
      edited: concept.placed || isEdit(edit) || decided.has(concept.id),
    }
  }
}

function* entriesOf(concepts: readonly ShownConcept[]): Generator<ConceptEntry> {
  for (const shown of concepts) yield entryOf(shown)
}

function* edgesBetween(ids: ReadonlySet<string>, { prerequisites }: AssembledConcepts): Generator<PrerequisiteEdge> {
  for (const { conceptId, prerequisiteId, score, confidence, origin } of prerequisites) {
    if (ids.has(conceptId) && ids.has(prerequisiteId)) yield { conceptId, prerequisiteId, score, confidence, origin }
  }
}

/** Where the concept with an id that is gone was merged into. */
function placedAt(conceptId: string, { placements }: CollectionEdits): string {
  const seen = new Set<string>()
  let id = conceptId
  while (!seen.has(id)) {
    seen.add(id)
    id = placements.get(id) ?? id
  }
  return id
}

const isEdit = (edit: { readonly name: string | null; readonly hidden: boolean | null } | undefined): boolean =>
  edit !== undefined && (edit.name !== null || edit.hidden === true)

/** The name that the documents use stays known when the user gives another. */
function aliasesOf({ name: own, aliases }: AssembledConcept, name: string): readonly string[] {
  if (name === own) return aliases
  return [own, ...aliases].filter((alias) => alias.toLowerCase() !== name.toLowerCase())
}

function entryOf({ assembled, id, name, aliases, rank }: ShownConcept): ConceptEntry {
  const { language, importance, difficulty, plural, kind, home, definition, firstMention } = assembled
  return {
    id,
    name,
    aliases,
    language,
    rank,
    importance,
    difficulty,
    plural,
    kind,
    home,
    definition:
      definition === null ? null : { documentId: definition.documentId, start: definition.start, end: definition.end },
    firstMention,
  }
}
