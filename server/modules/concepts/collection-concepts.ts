import { outsideScopes } from '../../kernel/access/access-scope.ts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import { createMutex } from '../../kernel/mutex.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConceptGazetteer, ConceptPlaces } from '../../ports/study-material.ts'
import type { AnalysisStore, CollectionBasis } from './analyses/analysis-store.ts'
import type { AssembledConcepts } from './assembly/assembled-concepts.ts'
import type { ConceptAssembler } from './assembly/assembler.ts'
import { viewCollection, type CollectionView } from './collection-view.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'
import type { CollectionEdits, EditStore } from './edits/edit-store.ts'

/** Concepts that are kept in memory, of all collections together; some kilobytes each with their prerequisites. */
const CONCEPTS_IN_MEMORY = 20_000

/** The concepts of each collection, put together when first asked for and kept until something changes. */
export interface CollectionConcepts {
  /** From the analyses that are in now. */
  current(collection: CollectionName): Promise<CollectionView>
  /**
   * For lists while documents are still being analysed: what was put together a short while ago will do, so that looking again and
   * again does not cost an assembly each. Never without an edit that was made, never with a document that was deleted.
   */
  recent(collection: CollectionName): Promise<CollectionView>
  /** Where documents name concepts that are shown, from the analyses that are in now. */
  gazetteer(collection: CollectionName, take: (places: ConceptPlaces) => void): Promise<ConceptGazetteer>
  /** Equal lines mean equal concepts and places. Assembles nothing. */
  basis(collectionId: string): Promise<CollectionBasis>
  /** Call after an edit or a new analysis. */
  outdate(): void
}

interface CollectionName {
  readonly id: string
  readonly name: string
}

interface Kept {
  /** Where the change log and the edits stood when it was last known to be current. */
  seen: string
  readonly basis: string
  readonly editCount: number
  readonly assembledFrom: string
  readonly assembled: AssembledConcepts
  /** By the monotonic clock. */
  readonly times: { readonly assembledAtMs: number; readonly tookMs: number }
  readonly view: CollectionView
}

/** A list may be older than that by so many times the time that assembling took: looking again and again costs a tenth of a core. */
const RECENT_FACTOR = 10

export interface CollectionConceptsDependencies {
  readonly library: Pick<ConceptsDependencies['library'], 'latestSequence'>
  readonly clock: Clock
  /** Of the analyses. */
  readonly version: string
  readonly assembler: ConceptAssembler
  readonly analyses: Pick<AnalysisStore, 'basis' | 'analysed' | 'packed'>
  readonly edits: EditStore
  /** Whether other processes analyse and edit as well: then what is kept is compared with the store each time. */
  readonly isShared: boolean
}

export function createCollectionConcepts(dependencies: CollectionConceptsDependencies): CollectionConcepts {
  const { library, clock, version, assembler, analyses, edits, isShared } = dependencies
  const cache = createBoundedCache<Kept>(CONCEPTS_IN_MEMORY)
  // One at a time: the analyses of a collection take memory while it is put together.
  const exclusively = createMutex()
  let changes = 0

  async function assemble(collectionId: string, changed: CollectionEdits): Promise<AssembledConcepts> {
    const { placements, pinned, forbidden } = changed
    const documents = await analyses.analysed(collectionId)
    const order = { collectionId, documents, placements, pinned, forbidden, knownIds: knownIds(changed) }
    return await assembler.assemble(order, async (analysisId) => await analyses.packed(analysisId))
  }

  async function bringUp({ id, name }: CollectionName, seen: string): Promise<CollectionView> {
    const kept = cache.get(id)
    const documentBasis = `${version}/${(await analyses.basis(id)).basis}`
    const editCount = await edits.count(id)
    const basis = `${documentBasis}/${editCount}/${name}`
    if (kept?.basis === basis) {
      kept.seen = seen
      return kept.view
    }
    const changed = await edits.read(id)
    const assembledFrom = `${documentBasis}/${placedAndDecided(changed)}`
    const isKept = kept?.assembledFrom === assembledFrom
    const startedMs = clock.monotonicMs()
    const assembled = isKept ? kept.assembled : await assemble(id, changed)
    const now = clock.monotonicMs()
    const times = isKept ? kept.times : { assembledAtMs: now, tookMs: now - startedMs }
    const revision = await edits.revision(id, basis)
    const view = await viewCollection({ collectionId: id, collection: name, revision }, assembled, changed)
    const weight = Math.min(CONCEPTS_IN_MEMORY, Math.max(1, assembled.concepts.length))
    cache.set(id, { seen, basis, editCount, assembledFrom, assembled, times, view }, weight)
    return view
  }

  async function current(collection: CollectionName): Promise<CollectionView> {
    const seen = `${await library.latestSequence()}/${changes}`
    const kept = cache.get(collection.id)
    if (!isShared && kept?.seen === seen && kept.view.collection === collection.name) return kept.view
    // What is put together is for all who see the collection.
    return await exclusively(async () => await outsideScopes(async () => await bringUp(collection, seen)))
  }

  return {
    current,
    async recent(collection) {
      const kept = cache.get(collection.id)
      if (kept === undefined) return await current(collection)
      const ageMs = clock.monotonicMs() - kept.times.assembledAtMs
      if (ageMs > kept.times.tookMs * RECENT_FACTOR) return await current(collection)
      if ((await edits.count(collection.id)) !== kept.editCount) return await current(collection)
      const there = new Set((await analyses.analysed(collection.id)).map(({ documentId }) => documentId))
      if (!kept.assembled.documentIds.every((documentId) => there.has(documentId))) return await current(collection)
      return kept.view
    },
    async gazetteer(collection, take) {
      const { idOfKey, map } = await current(collection)
      const keys = [...idOfKey.keys()]
      const documents = await analyses.analysed(collection.id)
      await assembler.places({ documents, keys }, async (analysisId) => await analyses.packed(analysisId), take)
      return { keys, conceptIds: [...idOfKey.values()], concepts: map.concepts }
    },
    async basis(collectionId) {
      const { basis, pending } = await analyses.basis(collectionId)
      return { basis: `${version}/${basis}/${await edits.count(collectionId)}`, pending }
    },
    outdate() {
      changes += 1
    },
  }
}

/** All edits on which assembling depends; names and hiding are for the view. */
const placedAndDecided = ({ placements, pinned, forbidden }: CollectionEdits): string =>
  JSON.stringify([[...placements], pinned, forbidden])

/** Concepts to which something was done keep the id under which it was done. */
function knownIds({ byConcept, placements, pinned, forbidden }: CollectionEdits): Set<string> {
  const decided = [...pinned, ...forbidden].flatMap(({ conceptId, prerequisiteId }) => [conceptId, prerequisiteId])
  return new Set([...byConcept.keys(), ...placements.values(), ...decided])
}
