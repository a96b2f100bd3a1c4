import { LearnPathError, type ErrorCode } from '@learnpath/contracts'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import { breathe } from '../../../kernel/breathe.ts'
import type { ChunkReader } from '../../../ports/chunk-reader.ts'
import type { Logger } from '../../../ports/logger.ts'
import { chunkHash } from './chunk-hash.ts'
import { packReading } from './packed-reading.ts'
import type { ReadableVersion, ReadChunk, ReadingStore, StoredChunk } from './reading-store.ts'

/** Stored together; a killed job reads so many again at most. Some tenths of a second of the reader. */
const CHUNKS_PER_BATCH = 32

/** Brings what was read up to the documents as they are. */
export interface DocumentReading {
  /**
   * Reads the chunks of the searchable version whose text has not been read; concurrent calls share one run.
   * @returns the collection whose graph has changed by it; null when nothing was to do
   */
  ensure(documentId: string, signal?: AbortSignal): Promise<string | null>
  /** Like `ensure`, for somebody who waits: tries twice, then gives up. Never throws because of the document. */
  ensureOrGiveUp(documentId: string): Promise<string | null>
  /** Writes down that a document cannot be read, so that nobody waits for it. @returns its collection */
  giveUp(documentId: string, cause: unknown): Promise<string | null>
}

export interface DocumentReadingDependencies {
  readonly store: ReadingStore
  readonly chunkReader: ChunkReader
  readonly logger: Logger
}

export function createDocumentReading({ store, chunkReader, logger }: DocumentReadingDependencies): DocumentReading {
  const running = new Map<string, Promise<string | null>>()

  async function readBatch(
    version: ReadableVersion,
    chunks: readonly StoredChunk[],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { documentId, language } = version
    const hashed = chunks.map(({ id, text }) => ({ id, text, hash: chunkHash({ text, language }) }))
    const known = await store.known(
      documentId,
      hashed.map(({ hash }) => hash),
    )
    const unread = new Map(hashed.flatMap(({ hash, text }) => (known.has(hash) ? [] : [[hash, { text, language }]])))
    const readings = unread.size === 0 ? [] : await chunkReader.read([...unread.values()], signal)
    const packed = new Map([...unread.keys()].map((hash, at) => [hash, readings[at]] as const))
    return await store.save(
      version,
      hashed.map(({ id, hash }): ReadChunk => {
        const reading = packed.get(hash)
        return { chunkId: id, contentHash: hash, readingJson: reading === undefined ? null : packReading(reading) }
      }),
    )
  }

  async function ensureOnce(documentId: string, signal: AbortSignal | undefined): Promise<string | null> {
    const version = await store.version(documentId)
    if (version === null || version.settled) return null
    for (let from = 0; ;) {
      signal?.throwIfAborted()
      const chunks = await store.chunks(version, from, CHUNKS_PER_BATCH)
      const last = chunks.at(-1)
      if (last === undefined) break
      // When the version is not the searchable one any more, the change that replaced it has been logged and is followed.
      if (!(await readBatch(version, chunks, signal))) return null
      from = last.ordinal + 1
      await breathe()
    }
    return (await store.settle(version, null)) ? version.collectionId : null
  }

  async function ensure(documentId: string, signal?: AbortSignal): Promise<string | null> {
    const known = running.get(documentId)
    if (known !== undefined) return await known
    // For everybody who waits for it, not for the one who happened to be first.
    const run = outsideScopes(() => ensureOnce(documentId, signal)).finally(() => running.delete(documentId))
    running.set(documentId, run)
    return await run
  }

  async function giveUp(documentId: string, cause: unknown): Promise<string | null> {
    const version = await store.version(documentId)
    if (version === null || version.settled) return null
    const code: ErrorCode = cause instanceof LearnPathError ? cause.code : 'LP_INTERNAL'
    logger.warn('a document could not be read for the graph', { documentId, code, error: String(cause) })
    return (await store.settle(version, code)) ? version.collectionId : null
  }

  return {
    ensure,
    async ensureOrGiveUp(documentId) {
      try {
        return await ensure(documentId)
      } catch (first) {
        if (isStopping(first)) throw first
        try {
          return await ensure(documentId)
        } catch (error) {
          if (isStopping(error) || isOfTheStore(error)) throw error
          return await giveUp(documentId, error)
        }
      }
    },
    giveUp,
  }
}

const isStopping = (error: unknown): boolean => error instanceof LearnPathError && error.code === 'LP_SERVER_STOPPING'
const isOfTheStore = (error: unknown): boolean => error instanceof LearnPathError && error.code.startsWith('LP_STORE_')
