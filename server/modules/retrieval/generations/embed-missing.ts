import { LearnPathError } from '@learnpath/contracts'
import type { Embedder } from '../../../ports/embedder.ts'
import { rounded, type NewVector, type StoredVectors } from './stored-vectors.ts'

/** So much work at most is lost by a kill, in texts. */
const TEXTS_PER_BATCH = 32
/** A text that every working model can process. */
const PROBE = 'a'

/** An input that has no vector yet, and the documents that wait for it. */
export interface MissingInput {
  readonly hash: string
  readonly text: string
  readonly documentIds: readonly string[]
}

export interface Embedding {
  readonly generationId: string
  readonly embedder: Embedder
  readonly stored: Pick<StoredVectors, 'write'>
  readonly signal: AbortSignal
  /** Hears of texts that the model could not process. */
  readonly onGap: (cause: LearnPathError, count: number) => void
}

async function embedTexts({ embedder, signal }: Embedding, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors = await embedder.embed({ texts, instruction: 'passage', priority: 'ingestion', signal })
  const { dimensions } = embedder.description
  const wrong = vectors.find((vector) => vector.length !== dimensions)
  if (wrong !== undefined || vectors.length !== texts.length) {
    const detail = `${vectors.length} vectors of ${wrong?.length ?? dimensions} dimensions for ${texts.length} texts, not of ${dimensions}`
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail })
  }
  return vectors.map(rounded)
}

/** One by one, to find out which text is to blame. @throws what the model throws when it fails without any of them */
async function embedOneByOne(embedding: Embedding, texts: readonly string[]): Promise<(Float32Array | null)[]> {
  await embedTexts(embedding, [PROBE])
  const vectors: (Float32Array | null)[] = []
  let last: LearnPathError | null = null
  for (const text of texts) {
    try {
      vectors.push(...(await embedTexts(embedding, [text])))
    } catch (cause) {
      if (!isAboutText(cause)) throw cause
      last = cause
      vectors.push(null)
    }
  }
  if (last !== null) embedding.onGap(last, vectors.filter((vector) => vector === null).length)
  return vectors
}

const isAboutText = (cause: unknown): cause is LearnPathError =>
  cause instanceof LearnPathError && (cause.code === 'LP_INFERENCE_FAILED' || cause.code === 'LP_TEXT_TOO_LONG')

async function embedBatch(embedding: Embedding, texts: readonly string[]): Promise<(Float32Array | null)[]> {
  try {
    return await embedTexts(embedding, texts)
  } catch (cause) {
    if (!isAboutText(cause)) throw cause
    return await embedOneByOne(embedding, texts)
  }
}

/**
 * Makes the vectors of all inputs and stores them batch by batch. A text that the model cannot process gets none; that is
 * stored, too, so that the others go on. @returns by hash. @throws what the embedder throws when no text is to blame
 */
export async function embedMissing(
  embedding: Embedding,
  missing: readonly MissingInput[],
  onStored: (count: number) => void,
): Promise<Map<string, Float32Array | null>> {
  const made = new Map<string, Float32Array | null>()
  for (let first = 0; first < missing.length; first += TEXTS_PER_BATCH) {
    const batch = missing.slice(first, first + TEXTS_PER_BATCH)
    const vectors = await embedBatch(
      embedding,
      batch.map(({ text }) => text),
    )
    const rows: NewVector[] = []
    for (const [at, { hash, documentIds }] of batch.entries()) {
      const vector = vectors[at] ?? null
      made.set(hash, vector)
      for (const documentId of documentIds) rows.push({ documentId, contentHash: hash, vector })
    }
    await embedding.stored.write(embedding.generationId, rows)
    onStored(batch.length)
  }
  return made
}
