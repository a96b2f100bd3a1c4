import { breathe } from '../../../kernel/breathe.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'
import type { Span } from './relevance.ts'

/** What is searched. */
export interface EvaluatedCorpus {
  readonly collections: readonly string[]
  /** Sorted. */
  readonly documentIds: readonly string[]
  /** Whether these are not all documents that can be found. */
  readonly isPart: boolean
}

/** The searchable documents of the collections. @throws LP_COLLECTION_NOT_FOUND */
export async function corpusOf(
  { library }: Pick<RetrievalLabDependencies, 'library'>,
  collections: readonly string[],
): Promise<EvaluatedCorpus> {
  const wanted = await Promise.all(collections.map(async (name) => await library.collection(name)))
  const idsOf = async (collectionIds: readonly string[]): Promise<string[]> => [
    ...((await library.matchingDocumentIds({ collectionIds })) ?? []),
  ]
  const documentIds = await idsOf(wanted.map(({ id }) => id))
  const all = await idsOf((await library.listCollections()).map(({ id }) => id))
  return {
    collections: wanted.map(({ name }) => name).toSorted(),
    documentIds: documentIds.toSorted(),
    isPart: documentIds.length < all.length,
  }
}

/** How the documents are cut into passages, for those that labels are in. */
export async function passagesOf(
  { library }: Pick<RetrievalLabDependencies, 'library'>,
  documentIds: Iterable<string>,
): Promise<ReadonlyMap<string, readonly Span[]>> {
  const passages = new Map<string, readonly Span[]>()
  for (const documentId of documentIds) {
    const document = await library.indexableDocument(documentId)
    const spans = (document?.chunks ?? []).map(({ start, end }) => ({ documentId, start, end }))
    passages.set(documentId, spans)
    await breathe()
  }
  return passages
}

/** @returns number of passages of all documents */
export async function countPassages(
  { library }: Pick<RetrievalLabDependencies, 'library'>,
  documentIds: readonly string[],
): Promise<number> {
  let count = 0
  for (const documentId of documentIds) {
    count += (await library.indexableDocument(documentId))?.chunks.length ?? 0
    await breathe()
  }
  return count
}
