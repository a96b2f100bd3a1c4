import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import { createMutex } from '../../kernel/mutex.ts'
import type { AnalysisStore } from './analyses/analysis-store.ts'
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
  current(collection: { readonly id: string; readonly name: string }): Promise<CollectionView>
  /** Call after an edit or a new analysis. */
  outdate(): void
}

interface Kept {
  /** Where the change log and the edits stood when it was last known to be current. */
  seen: string
  readonly basis: string
  readonly assembledFrom: string
  readonly assembled: AssembledConcepts
  readonly view: CollectionView
}

export function createCollectionConcepts(
  library: Pick<ConceptsDependencies['library'], 'latestSequence'>,
  {
    version,
    assembler,
    analyses,
    edits,
  }: {
    readonly version: string
    readonly assembler: ConceptAssembler
    readonly analyses: AnalysisStore
    readonly edits: EditStore
  },
): CollectionConcepts {
  const cache = createBoundedCache<Kept>(CONCEPTS_IN_MEMORY)
  // One at a time: the analyses of a collection take memory while it is put together.
  const exclusively = createMutex()
  let changes = 0

  async function bringUp(
    { id, name }: { readonly id: string; readonly name: string },
    seen: string,
  ): Promise<CollectionView> {
    const kept = cache.get(id)
    const documentBasis = `${version}/${(await analyses.basis(id)).basis}`
    const basis = `${documentBasis}/${await edits.count(id)}/${name}`
    if (kept?.basis === basis) {
      kept.seen = seen
      return kept.view
    }
    const changed = await edits.read(id)
    const { placements, pinned, forbidden } = changed
    const assembledFrom = `${documentBasis}/${JSON.stringify([[...placements], pinned, forbidden])}`
    const assembled =
      kept?.assembledFrom === assembledFrom
        ? kept.assembled
        : await assembler.assemble(
            {
              collectionId: id,
              documents: await analyses.analysed(id),
              placements,
              pinned,
              forbidden,
              knownIds: knownIds(changed),
            },
            async (analysisId) => await analyses.packed(analysisId),
          )
    const revision = await edits.revision(id, basis)
    const view = viewCollection({ collectionId: id, collection: name, revision }, assembled, changed)
    const weight = Math.min(CONCEPTS_IN_MEMORY, Math.max(1, assembled.concepts.length))
    cache.set(id, { seen, basis, assembledFrom, assembled, view }, weight)
    return view
  }

  return {
    async current(collection) {
      const seen = `${await library.latestSequence()}/${changes}`
      const kept = cache.get(collection.id)
      if (kept?.seen === seen && kept.view.collection === collection.name) return kept.view
      return await exclusively(async () => await bringUp(collection, seen))
    },
    outdate() {
      changes += 1
    },
  }
}

/** Concepts to which something was done keep the id under which it was done. */
function knownIds({ byConcept, placements, pinned, forbidden }: CollectionEdits): Set<string> {
  const decided = [...pinned, ...forbidden].flatMap(({ conceptId, prerequisiteId }) => [conceptId, prerequisiteId])
  return new Set([...byConcept.keys(), ...placements.values(), ...decided])
}
