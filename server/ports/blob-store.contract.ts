import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { BlobStore } from './blob-store.ts'

async function* pieces(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function* interrupted(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('first half')
  throw new Error('connection lost')
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What every blob store must do. `create` gives an empty one. */
export function blobStoreContract(
  name: string,
  create: () => Promise<{ store: BlobStore; cleanUp(): Promise<void> }>,
): void {
  const withStore = async (use: (store: BlobStore) => Promise<void>) => {
    const { store, cleanUp } = await create()
    try {
      await use(store)
    } finally {
      await cleanUp()
    }
  }
  const listOf = async (store: BlobStore) => {
    const hashes: string[] = []
    for await (const hash of store.list()) hashes.push(hash)
    return hashes.toSorted()
  }

  test(`${name}: bytes come back as they were, under their hash`, () =>
    withStore(async (store) => {
      const written = await store.write(pieces('one ', 'two ', 'three'), { maxBytes: 100 })
      expect(written).toMatchObject({ hash: hashOf('one two three'), sizeBytes: 13 })
      expect(await readFile(await store.path(written.hash), 'utf8')).toBe('one two three')
      const read: Uint8Array[] = []
      for await (const piece of store.read(written.hash)) read.push(piece)
      expect(Buffer.concat(read).toString()).toBe('one two three')
      expect(await store.has(written.hash)).toBe(true)
    }))

  test(`${name}: the same bytes twice, also at once, are one file`, () =>
    withStore(async (store) => {
      const results = await Promise.all([1, 2, 3].map(() => store.write(pieces('same'), { maxBytes: 100 })))
      expect(new Set(results.map(({ hash }) => hash)).size).toBe(1)
      expect(await listOf(store)).toEqual([hashOf('same')])
    }))

  test(`${name}: too many bytes are refused and leave nothing`, () =>
    withStore(async (store) => {
      await expect(store.write(pieces('12345', '6'), { maxBytes: 5 })).rejects.toMatchObject({
        code: 'LP_REQUEST_TOO_LARGE',
      })
      expect(await listOf(store)).toEqual([])
      expect((await store.write(pieces('12345'), { maxBytes: 5 })).sizeBytes).toBe(5)
    }))

  test(`${name}: a stream that breaks leaves nothing`, () =>
    withStore(async (store) => {
      await expect(store.write(interrupted(), { maxBytes: 100 })).rejects.toThrow('connection lost')
      expect(await listOf(store)).toEqual([])
    }))

  test(`${name}: deleted bytes are gone; deleting twice is fine`, () =>
    withStore(async (store) => {
      const { hash, letGo } = await store.write(pieces('gone'), { maxBytes: 100 })
      await letGo?.()
      await store.delete(hash)
      await store.delete(hash)
      expect(await store.has(hash)).toBe(false)
      await expect(store.path(hash)).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
    }))

  test(`${name}: beforeVisible knows the hash while nobody sees the bytes yet`, () =>
    withStore(async (store) => {
      const seen: [string, boolean][] = []
      await store.write(pieces('guarded'), {
        maxBytes: 100,
        beforeVisible: async (hash) => void seen.push([hash, await store.has(hash)]),
      })
      expect(seen).toEqual([[hashOf('guarded'), false]])
    }))

  test(`${name}: a sweep keeps every whole file`, () =>
    withStore(async (store) => {
      const { hash } = await store.write(pieces('kept'), { maxBytes: 100 })
      await store.sweep()
      expect(await listOf(store)).toEqual([hash])
      expect((await store.write(pieces('after'), { maxBytes: 100 })).hash).toBe(hashOf('after'))
    }))
}
