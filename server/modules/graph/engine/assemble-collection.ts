import type { Embedder } from '../../../ports/embedder.ts'
import type { ConceptsToAssemble } from '../assembly/assembly-input.ts'
import type { GraphAssembler, GraphOrder } from '../assembly/assembler.ts'
import type { GraphDependencies } from '../graph-dependencies.ts'
import { storedDecisions } from './graph-state.ts'
import { createNameVectors } from './name-vectors.ts'
import { readChunks, readDigests, readDocuments } from './stored-readings.ts'
import { writeGraphChange } from './write-graph.ts'

export interface CollectionAssembly {
  readonly dependencies: Pick<GraphDependencies, 'store' | 'library' | 'concepts' | 'mergeSimilarity'>
  readonly assembler: GraphAssembler
  /** Null when none serves. */
  readonly embedder: Embedder | null
}

/** Puts the graph of a collection together from what is stored now, and stores it. @throws what the embedder throws */
export async function assembleCollection(
  { dependencies, assembler, embedder }: CollectionAssembly,
  collectionId: string,
): Promise<void> {
  const { store, library, concepts, mergeSimilarity } = dependencies
  const { db } = store
  const sequence = await library.latestSequence()
  const documents = await readDocuments(db, collectionId)
  const order: GraphOrder = {
    collectionId,
    documents,
    decisions: await storedDecisions(db, collectionId),
    mergeSimilarity,
    stored: {
      entities: await readDigests(db, 'graph_entities', collectionId),
      relations: await readDigests(db, 'graph_relations', collectionId),
    },
  }
  const names = embedder === null ? null : createNameVectors({ db, embedder }, collectionId)
  const sources = {
    chunks: (document: GraphOrder['documents'][number]) => readChunks(db, document),
    concepts: await conceptsOf(concepts, collectionId),
    vectors: names === null ? null : async (some: Parameters<typeof names.vectors>[0]) => await names.vectors(some),
  }
  const documentIds = documents.map(({ documentId }) => documentId)
  await assembler.assemble(order, sources, async (change) => {
    await writeGraphChange({ db, collectionId, documentIds, sequence }, change)
  })
  if (names !== null) await names.dropRest()
}

async function conceptsOf(
  concepts: Pick<GraphDependencies['concepts'], 'gazetteer'>,
  collectionId: string,
): Promise<ConceptsToAssemble> {
  const places = new Map<string, Int32Array>()
  const gazetteer = await concepts.gazetteer(collectionId, (document) => {
    // Of a document that has another version by now, what is known of the old one stands elsewhere in the text.
    if (document.versionHash !== null) places.set(document.documentId, document.places)
  })
  const known = gazetteer.concepts.map(({ id, name, importance }) => ({ id, name, importance }))
  return { gazetteer: { keys: gazetteer.keys, conceptIds: gazetteer.conceptIds, concepts: known }, places }
}
