import type { EntityType } from '@learnpath/contracts'
import { nameIdOf } from '../graph-ids.ts'
import { calibrateSimilarity } from '../resolution/calibrate-similarity.ts'
import type { EntityForm, MergeDecision, NameVectors } from '../resolution/resolution.ts'
import { assembleGraph } from './assemble-graph.ts'
import type { ConceptsToAssemble, DocumentToAssemble } from './assembly-input.ts'
import type { GraphOrder, StoredDecision } from './assembler.ts'
import { collectChunks } from './collected-chunks.ts'
import type { GraphChange } from './graph-change.ts'
import { graphChanges } from './graph-changes.ts'
import { collectNames, type CollectedNames } from './name-collection.ts'
import type { NameToEmbed, VectorsOfNames } from './names-to-embed.ts'

/** Likeness of meaning says nothing of these. */
const WITHOUT_MEANING: ReadonlySet<EntityType> = new Set<EntityType>(['date', 'quantity', 'identifier', 'standard'])

/**
 * The side of the thread. Keeps what was read in the documents of the last collection, so that one more document or decision does not
 * send all again. Call in the order of the methods.
 */
export class GraphAssemblyWork {
  readonly #documents = new Map<string, { readonly versionId: string; readonly document: DocumentToAssemble }>()
  #order: GraphOrder | null = null
  #concepts: ConceptsToAssemble = { gazetteer: { keys: [], conceptIds: [], concepts: [] }, places: new Map() }
  #names: CollectedNames = { forms: [], aliases: [], aliasSentences: new Map() }
  #vectors = new Map<string, Float32Array>()

  /** Those chunks of a document that come next. */
  take(versionId: string, document: DocumentToAssemble): void {
    const known = this.#documents.get(document.documentId)
    const chunks = known?.versionId === versionId ? [...known.document.chunks, ...document.chunks] : document.chunks
    this.#documents.set(document.documentId, { versionId, document: { ...document, chunks } })
  }

  /** @returns the names whose vectors are wanted */
  names(order: GraphOrder, concepts: ConceptsToAssemble): readonly NameToEmbed[] {
    this.#order = order
    this.#concepts = concepts
    this.#vectors = new Map()
    const wanted = new Set(order.documents.map(({ documentId }) => documentId))
    for (const documentId of this.#documents.keys()) if (!wanted.has(documentId)) this.#documents.delete(documentId)
    this.#names = collectNames(collectChunks(this.#inOrder(), concepts), concepts)
    return this.#names.forms.filter(({ type }) => !WITHOUT_MEANING.has(type)).map(({ key, name }) => ({ key, name }))
  }

  takeVectors({ keys, values }: VectorsOfNames): void {
    const dimensions = values.length / keys.length
    for (const [at, key] of keys.entries()) {
      this.#vectors.set(key, values.subarray(at * dimensions, (at + 1) * dimensions))
    }
  }

  *changes(): Generator<GraphChange, void, undefined> {
    const order = this.#order
    if (order === null) return
    const documents = this.#inOrder()
    const graph = assembleGraph({
      documents,
      concepts: this.#concepts,
      names: this.#names,
      decisions: keyedDecisions(order, this.#names.forms),
      vectors: this.#calibrated(),
      mergeSimilarity: order.mergeSimilarity,
    })
    const { collectionId, stored } = order
    yield* graphChanges({
      collectionId,
      graph,
      stored: { entities: new Map(stored.entities), relations: new Map(stored.relations) },
      chunkIds: documents.flatMap(({ chunks }) => chunks.map(({ chunkId }) => chunkId)),
      documentOfChunk: documents.flatMap(({ chunks }, index) => chunks.map(() => index)),
      documentIds: documents.map(({ documentId }) => documentId),
    })
  }

  /** In the order of the order, which is that of the paths. */
  #inOrder(): DocumentToAssemble[] {
    return (this.#order?.documents ?? []).map(
      ({ documentId, path }) => this.#documents.get(documentId)?.document ?? { documentId, path, chunks: [] },
    )
  }

  #calibrated(): NameVectors | null {
    const vector = (key: string): Float32Array | undefined => this.#vectors.get(key)
    const calibrated = this.#vectors.size === 0 ? null : calibrateSimilarity(this.#names.forms, vector)
    return calibrated === null ? null : { vector, calibrated }
  }
}

/** Decisions between names that are there. */
function keyedDecisions(
  { collectionId, decisions }: { readonly collectionId: string; readonly decisions: readonly StoredDecision[] },
  forms: readonly EntityForm[],
): MergeDecision[] {
  if (decisions.length === 0) return []
  const decided = new Set(decisions.flatMap(({ firstId, secondId }) => [firstId, secondId]))
  const keyOf = new Map<string, string>()
  for (const { key } of forms) {
    const id = nameIdOf(collectionId, key)
    if (decided.has(id)) keyOf.set(id, key)
  }
  return decisions.flatMap(({ firstId, secondId, decision }) => {
    const [firstKey, secondKey] = [keyOf.get(firstId), keyOf.get(secondId)]
    return firstKey === undefined || secondKey === undefined ? [] : [{ firstKey, secondKey, decision }]
  })
}
