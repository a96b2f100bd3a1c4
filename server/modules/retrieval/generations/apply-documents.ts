import { breathe } from '../../../kernel/breathe.ts'
import type { VectorEntry, VectorIndex } from '../../../ports/vector-index.ts'
import type { IndexableDocument } from '../../library/index.ts'
import { embedMissing, type Embedding, type MissingInput } from './embed-missing.ts'
import { embeddingInput, inputHash } from './embedding-input.ts'
import type { NewVector, StoredVectors, VectorsByHash } from './stored-vectors.ts'

/** About 2 ms of hashing. */
const INPUTS_PER_SLICE = 100

/** A document as the change log says it is now. */
export interface ChangedDocument {
  readonly sequence: number
  readonly documentId: string
  /** Null when it was deleted. */
  readonly document: IndexableDocument | null
  /** Whether to try again what the model could not process earlier. */
  readonly withGaps?: boolean
}

/** The first vector of a document that is not there yet where no model may make it. */
export interface AwaitedVector {
  readonly documentId: string
  /** Of the change that the document came with. */
  readonly sequence: number
  readonly hash: string
}

export interface Applying extends Embedding {
  readonly stored: StoredVectors
  readonly index: VectorIndex
  /** False: what has no stored vector is left for a program that may use the model. */
  readonly mayEmbed: () => boolean
  /** False: another process writes and removes stored vectors. */
  readonly mayStore: () => boolean
  /** Generations that look after their vectors themselves. */
  readonly followed: () => ReadonlySet<string>
  readonly isStopped: () => boolean
  /** Hears of progress: vectors stored, documents in the index. */
  readonly onProgress: () => void
  readonly onDeleted: () => void
  /** Hears what the work ended at. */
  readonly onAwaited: (awaited: AwaitedVector) => void
}

interface Prepared {
  readonly changed: ChangedDocument
  /** Of its chunks, in order. */
  readonly hashes: readonly string[]
  readonly stored: VectorsByHash
}

type TextsByHash = Map<string, { readonly text: string; readonly documentIds: string[] }>

/** Hashes a document's inputs; those without a stored vector go to `missing`. */
async function prepare(applying: Applying, changed: ChangedDocument, missing: TextsByHash): Promise<Prepared> {
  const { document, documentId } = changed
  if (document === null) return { changed, hashes: [], stored: new Map() }
  const stored = await applying.stored.ofDocument(applying.generationId, documentId)
  const hashes: string[] = []
  for (const chunk of document.chunks) {
    const text = embeddingInput(document, chunk)
    const hash = inputHash(text)
    hashes.push(hash)
    const known = stored.get(hash)
    if (known === undefined || (known === null && changed.withGaps === true)) {
      const waiting = missing.get(hash) ?? { text, documentIds: [] }
      missing.set(hash, waiting)
      if (waiting.documentIds.at(-1) !== documentId) waiting.documentIds.push(documentId)
    }
    if (hashes.length % INPUTS_PER_SLICE === 0) await breathe()
  }
  return { changed, hashes, stored }
}

/** Takes vectors that were made before for the same inputs and notes them for the documents that wait. */
async function reuse(applying: Applying, missing: TextsByHash): Promise<Map<string, Float32Array | null>> {
  const { stored, embedder, generationId } = applying
  const made = await stored.madeBefore(embedder.description.key, [...missing.keys()])
  const rows: NewVector[] = []
  for (const [contentHash, vector] of made) {
    for (const documentId of missing.get(contentHash)?.documentIds ?? []) rows.push({ documentId, contentHash, vector })
    missing.delete(contentHash)
  }
  if (applying.mayStore()) await stored.write(generationId, rows)
  return new Map(made)
}

function entriesOf({ changed, hashes, stored }: Prepared, made: VectorsByHash): VectorEntry[] {
  const { document } = changed
  if (document === null) return []
  const { documentId, workspaceId, collectionId } = document
  return document.chunks.flatMap((chunk, at) => {
    const hash = hashes[at] ?? ''
    const vector = stored.get(hash) ?? made.get(hash) ?? null
    return vector === null ? [] : [{ chunkId: chunk.id, documentId, workspaceId, collectionId, vector }]
  })
}

async function finish(applying: Applying, prepared: Prepared, made: VectorsByHash): Promise<void> {
  const { generationId, index, stored, followed } = applying
  const { documentId, document, sequence } = prepared.changed
  const others = new Set(followed())
  others.delete(generationId)
  if (applying.mayStore()) await stored.prune(documentId, new Set(prepared.hashes), others)
  await index.replaceDocument(sequence, documentId, entriesOf(prepared, made))
  if (document === null) applying.onDeleted()
  applying.onProgress()
}

/**
 * Brings the vectors of some documents up to date: stored ones are taken, missing ones made and stored, those no longer needed
 * removed; then the index takes them, in the order of the log. @returns false when it was stopped or had to leave some out.
 */
export async function applyDocuments(applying: Applying, group: readonly ChangedDocument[]): Promise<boolean> {
  const missing: TextsByHash = new Map()
  const prepared: Prepared[] = []
  for (const changed of group) prepared.push(await prepare(applying, changed, missing))
  const made = await reuse(applying, missing)
  const mayEmbed = applying.mayEmbed()
  const inputs: MissingInput[] = mayEmbed ? [...missing].map(([hash, waiting]) => ({ hash, ...waiting })) : []
  for (const [hash, vector] of await embedMissing(applying, inputs, applying.onProgress)) made.set(hash, vector)
  for (const one of prepared) {
    if (applying.isStopped()) return false
    const lacking = mayEmbed ? undefined : one.hashes.find((hash) => missing.has(hash))
    if (lacking !== undefined) {
      const { documentId, sequence } = one.changed
      applying.onAwaited({ documentId, sequence, hash: lacking })
      return false
    }
    await finish(applying, one, made)
    await breathe()
  }
  return true
}
