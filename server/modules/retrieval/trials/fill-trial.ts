import type { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { VectorEntry } from '../../../ports/vector-index.ts'
import type { IndexableDocument, LibraryApi } from '../../library/index.ts'
import { embedMissing, type MissingInput } from '../generations/embed-missing.ts'
import { embeddingInput, inputHash } from '../generations/embedding-input.ts'
import type { StoredVectors } from '../generations/stored-vectors.ts'
import type { FilledTrial, FillingTrial, TrialVectors } from './trials-api.ts'

export interface FillTrialDependencies {
  readonly library: Pick<LibraryApi, 'indexableDocument'>
  readonly stored: Pick<StoredVectors, 'madeBefore'>
  readonly clock: Pick<Clock, 'monotonicMs'>
}

/** Documents are embedded together until they have so many passages, so that short ones fill the model's batches. */
const PASSAGES_PER_GROUP = 256
const MS_PER_SECOND = 1000

interface Group {
  readonly documents: { readonly place: number; readonly document: IndexableDocument; readonly hashes: string[] }[]
  passages: number
}

/**
 * Puts the vectors of the documents into the index of a trial. Its sequence is the place of the document in the list: what is in
 * it already is passed over. Vectors that were made before with the same model are taken from the store, and none is added to it.
 */
export async function fillTrial(
  { library, stored, clock }: FillTrialDependencies,
  { embedder, index, name }: TrialVectors,
  { documentIds, signal, onProgress }: FillingTrial & { readonly documentIds: readonly string[] },
): Promise<FilledTrial> {
  const total = { passages: 0, embedded: 0, reused: 0, gaps: 0, embeddingSeconds: 0 }

  async function vectorsOf(texts: ReadonlyMap<string, string>): Promise<Map<string, Float32Array | null>> {
    const made = new Map<string, Float32Array | null>(
      await stored.madeBefore(embedder.description.key, [...texts.keys()]),
    )
    total.reused += made.size
    const missing: MissingInput[] = []
    for (const [hash, text] of texts) if (!made.has(hash)) missing.push({ hash, text, documentIds: [] })
    const startedAt = clock.monotonicMs()
    const keep = { write: async () => await Promise.resolve() }
    const onGap = (_: LearnPathError, count: number): void => {
      total.gaps += count
    }
    const embedding = { generationId: name, embedder, stored: keep, signal, onGap }
    for (const [hash, vector] of await embedMissing(embedding, missing, () => undefined)) made.set(hash, vector)
    if (missing.length > 0) total.embeddingSeconds += (clock.monotonicMs() - startedAt) / MS_PER_SECOND
    total.embedded += missing.length
    return made
  }

  async function finish({ documents }: Group): Promise<void> {
    const texts = new Map<string, string>()
    for (const { document, hashes } of documents) {
      for (const [at, chunk] of document.chunks.entries()) texts.set(hashes[at] ?? '', embeddingInput(document, chunk))
    }
    const made = await vectorsOf(texts)
    for (const { place, document, hashes } of documents) {
      const { documentId, workspaceId, collectionId } = document
      const entries = document.chunks.flatMap((chunk, at): VectorEntry[] => {
        const vector = made.get(hashes[at] ?? '') ?? null
        return vector === null ? [] : [{ chunkId: chunk.id, documentId, workspaceId, collectionId, vector }]
      })
      await index.replaceDocument(place, documentId, entries)
      total.passages += document.chunks.length
      onProgress(document.chunks.length)
    }
    await index.flush()
    await breathe()
  }

  const done = index.appliedSequence
  let group: Group = { documents: [], passages: 0 }
  for (const [at, documentId] of documentIds.entries()) {
    signal.throwIfAborted()
    const document = await library.indexableDocument(documentId)
    if (document === null) continue
    const place = at + 1
    if (place <= done) {
      total.passages += document.chunks.length
      total.reused += document.chunks.length
      onProgress(document.chunks.length)
      continue
    }
    const hashes = document.chunks.map((chunk) => inputHash(embeddingInput(document, chunk)))
    group.documents.push({ place, document, hashes })
    group.passages += document.chunks.length
    if (group.passages < PASSAGES_PER_GROUP) continue
    await finish(group)
    group = { documents: [], passages: 0 }
  }
  await finish(group)
  return total
}
