import { outsideScopes } from '../../kernel/access/access-scope.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { ReceivedBlob } from './library-api.ts'

const HASHES_PER_QUERY = 500

export interface BlobCustody {
  receive(bytes: AsyncIterable<Uint8Array>, options: { readonly maxBytes: number }): Promise<ReceivedBlob>
  /** Deletes the files that nothing refers to. Call after the transaction that let go of them has committed. */
  dropUnreferenced(hashes: Iterable<string>): Promise<void>
  /** Deletes every file that nothing refers to. */
  sweep(): Promise<void>
}

/**
 * Keeps files and rows in step. A file can be let go of by one document in the very moment in which the same bytes arrive for
 * another; so arriving bytes are held from before they are visible until their row is there, and are not deleted meanwhile.
 */
export function createBlobCustody(dependencies: {
  readonly store: RelationalStore
  readonly blobStore: BlobStore
}): BlobCustody {
  const { store, blobStore } = dependencies
  const held = new Map<string, number>()
  const dropping = new Map<string, Promise<void>>()

  async function hold(hash: string): Promise<void> {
    for (let last = dropping.get(hash); last !== undefined; last = dropping.get(hash)) await last
    held.set(hash, (held.get(hash) ?? 0) + 1)
  }

  async function release(hash: string): Promise<void> {
    const others = (held.get(hash) ?? 1) - 1
    if (others > 0) held.set(hash, others)
    else held.delete(hash)
    await drop(hash)
  }

  async function drop(hash: string): Promise<void> {
    // Whoever holds it looks again when letting go.
    if (held.has(hash)) return
    const before = dropping.get(hash)
    const running = dropAfter(before, hash)
    const settled = endOf(running)
    dropping.set(hash, settled)
    try {
      await running
    } finally {
      if (dropping.get(hash) === settled) dropping.delete(hash)
    }
  }

  async function dropAfter(before: Promise<void> | undefined, hash: string): Promise<void> {
    await before
    if (!held.has(hash) && !(await referencedAmong(store, [hash])).has(hash)) await blobStore.delete(hash)
  }

  return {
    async receive(bytes, options) {
      let heldHash: string | null = null
      try {
        const written = await blobStore.write(bytes, {
          maxBytes: options.maxBytes,
          async beforeVisible(hash) {
            await hold(hash)
            heldHash = hash
          },
        })
        const { hash, sizeBytes, letGo } = written
        return {
          hash,
          sizeBytes,
          async release() {
            await letGo?.()
            await release(hash)
          },
        }
      } catch (error) {
        if (heldHash !== null) await release(heldHash)
        throw error
      }
    },
    async dropUnreferenced(hashes) {
      for (const hash of new Set(hashes)) await drop(hash)
    },
    async sweep() {
      let batch: string[] = []
      const sweepBatch = async (): Promise<void> => {
        const referenced = await referencedAmong(store, batch)
        for (const hash of batch) if (!referenced.has(hash)) await drop(hash)
        batch = []
      }
      for await (const hash of blobStore.list()) {
        batch.push(hash)
        if (batch.length >= HASHES_PER_QUERY) await sweepBatch()
      }
      await sweepBatch()
    },
  }
}

async function referencedAmong(store: RelationalStore, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set()
  // Also by documents that the one who lets go of them does not see: the same bytes are kept once for all.
  const rows = await outsideScopes(
    async () =>
      await store.db
        .selectFrom('documents')
        .select('content_hash')
        .where('content_hash', 'in', hashes)
        .union(store.db.selectFrom('document_versions').select('content_hash').where('content_hash', 'in', hashes))
        .execute(),
  )
  return new Set(rows.map((row) => row.content_hash))
}

/** Resolves when the work ended, either way; its failure is told to whoever asked for it. */
async function endOf(work: Promise<void>): Promise<void> {
  await Promise.allSettled([work])
}
