import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LearnPathError } from '@learnpath/contracts'
import {
  clusteredVectors,
  DIMENSIONS,
  entriesOf,
  exactHits,
  expectNearest,
  POOL,
  pooled,
  TOLERANCE,
} from './nearest-vectors.double.ts'
import type { SearchBounds } from './search-reach.ts'
import { boundsOf, inDocument } from './search-reach.double.ts'
import { applySteps, queryArbitrary, stepArbitrary } from './vector-index-changes.double.ts'
import type { VectorEntry, VectorHit, VectorIndex, VectorIndexStore, VectorQuery } from './vector-index.ts'

export interface VectorIndexSubject {
  /** The store; again on the same place, as a new process would see it. */
  openStore(): VectorIndexStore
  /** Every byte that the store keeps. */
  storedBytes(): Promise<Buffer>
  /** Spoils what is stored; called once per kind of damage. */
  damage: readonly { readonly name: string; readonly apply: () => Promise<void> }[]
  cleanUp(): Promise<void>
}

/** What every vector index must do, whatever its engine. */
export function vectorIndexContract(name: string, create: () => Promise<VectorIndexSubject>): void {
  const withSubject = async (use: (subject: VectorIndexSubject) => Promise<void>): Promise<void> => {
    const subject = await create()
    try {
      await use(subject)
    } finally {
      await subject.cleanUp()
    }
  }
  const withIndex = (use: (index: VectorIndex) => Promise<void>) =>
    withSubject(async (subject) => {
      const index = await subject.openStore().open('g', DIMENSIONS)
      try {
        await use(index)
      } finally {
        await index.close()
      }
    })
  const chunksFound = async (index: VectorIndex, query: VectorQuery): Promise<number[]> =>
    (await index.search(query)).map(({ chunkId }) => chunkId)

  describe(`vector index: ${name}`, () => {
    test('finds the nearest first, as soon as they are in', () =>
      withIndex(async (index) => {
        const entries = entriesOf('a', 1, POOL.slice(0, 30))
        await index.replaceDocument(1, 'a', entries)
        const query = { vector: pooled(4), limit: 5 }
        expectNearest(await index.search(query), entries, query)
        expect((await index.search(query))[0]?.chunkId).toBe(5)
        expect([index.entryCount(), index.appliedSequence]).toEqual([30, 1])
        expect(await index.search({ vector: pooled(4), limit: 0 })).toEqual([])
      }))

    test('replaces and deletes whole documents', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 3)))
        await index.replaceDocument(2, 'b', entriesOf('b', 10, POOL.slice(3, 5)))
        await index.flush()
        await index.replaceDocument(3, 'a', entriesOf('a', 20, POOL.slice(6, 7)))
        expect(new Set(await chunksFound(index, { vector: pooled(0), limit: 9 }))).toEqual(new Set([10, 11, 20]))
        await index.replaceDocument(4, 'b', [])
        await index.replaceDocument(4, 'b', [])
        await index.replaceDocument(5, 'never there', [])
        expect(await chunksFound(index, { vector: pooled(0), limit: 9 })).toEqual([20])
        expect(index.entryCount()).toBe(1)
      }))

    test('equal scores are ordered by chunk', () =>
      withIndex(async (index) => {
        const vector = pooled(3)
        await index.replaceDocument(1, 'b', entriesOf('b', 40, [vector, vector]))
        await index.flush()
        await index.replaceDocument(2, 'c', entriesOf('c', 7, [vector]))
        await index.replaceDocument(3, 'a', entriesOf('a', 20, [vector, pooled(9)]))
        expect(await chunksFound(index, { vector, limit: 4 })).toEqual([7, 20, 40, 41])
        expect(await chunksFound(index, { vector, limit: 2 })).toEqual([7, 20])
      }))

    test('a filter gives the best of what passes it, however far away that is', () =>
      withIndex(async (index) => {
        const vectors = clusteredVectors(3000, DIMENSIONS, 3)
        const entries: VectorEntry[] = []
        for (let document = 0; document < 300; document++) {
          const some = entriesOf(`doc_${document}`, document * 10, vectors.slice(document * 10, document * 10 + 10))
          entries.push(...some)
          await index.replaceDocument(document + 1, `doc_${document}`, some)
          if (document === 200) await index.flush()
        }
        for (const share of [1, 0.1, 0.01]) {
          const passing = entries.filter((_, at) => at % (10 / share) === 0).map(({ documentId }) => documentId)
          const query = { vector: vectors[17] ?? pooled(0), limit: 10, documentIds: new Set([...passing, 'unknown']) }
          expectNearest(await index.search(query), entries, query)
        }
        const many = new Set(Array.from({ length: 20_000 }, (_, at) => `doc_${at * 3}`))
        const wide = { vector: vectors[5] ?? pooled(0), limit: 10, documentIds: many }
        expectNearest(await index.search(wide), entries, wide)
        expect(await index.search({ vector: pooled(0), limit: 3, documentIds: new Set() })).toEqual([])
        expect(await index.search({ vector: pooled(0), limit: 3, documentIds: new Set(['unknown']) })).toEqual([])
      }))

    test('gives nothing from beyond its bounds, not even of the documents that are asked for', () =>
      withIndex(async (index) => {
        // Of one workspace; b is of another one, and nearest to what is asked.
        const [a, c, b] = [inDocument('a'), inDocument('c'), inDocument('b')]
        for (const [at, { documentId }] of [a, c, b].entries()) {
          await index.replaceDocument(at + 1, documentId, entriesOf(documentId, at * 10, POOL.slice(at, at + 2)))
        }
        const within = async (bounds: SearchBounds, documentIds?: readonly string[]) => {
          const asked = documentIds === undefined ? {} : { documentIds: new Set(documentIds) }
          const found = await chunksFound(index, { vector: pooled(3), limit: 9, bounds, ...asked })
          return found.toSorted((one, other) => one - other)
        }
        const all = ['a', 'b', 'c']
        const own = boundsOf(all, a.workspaceId, [a.collectionId, c.collectionId])
        expect(await within(own)).toEqual([0, 1, 10, 11])
        expect(await within(own, ['b', 'c'])).toEqual([10, 11])
        expect(await within(own, ['b'])).toEqual([])
        expect(await within(boundsOf(all, a.workspaceId, [a.collectionId]))).toEqual([0, 1])
        expect(await within(boundsOf(all, a.workspaceId, [a.collectionId, b.collectionId]))).toEqual([0, 1])
        expect(await within(boundsOf(all, null, [b.collectionId, c.collectionId]))).toEqual([10, 11, 20, 21])
        expect(await within(boundsOf(all, a.workspaceId, []))).toEqual([])
      }))

    test('gives the vectors of chunks back', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 3)))
        await index.flush()
        await index.replaceDocument(2, 'b', entriesOf('b', 9, POOL.slice(3, 4)))
        await index.replaceDocument(3, 'c', entriesOf('c', 11, POOL.slice(4, 5)))
        await index.replaceDocument(4, 'c', [])
        const [second, missing, fresh, gone] = await index.vectors([2, 77, 9, 11])
        expect([missing, gone]).toEqual([null, null])
        for (const [got, wanted] of [[second, pooled(1)] as const, [fresh, pooled(3)] as const]) {
          expect(got).toHaveLength(DIMENSIONS)
          for (const [at, value] of wanted.entries()) expect(Math.abs((got?.[at] ?? 9) - value)).toBeLessThan(TOLERANCE)
        }
      }))

    test('has after a restart what was there, with its sequence', () =>
      withSubject(async (subject) => {
        const first = await subject.openStore().open('g', DIMENSIONS)
        expect([first.appliedSequence, first.durableSequence, first.dimensions]).toEqual([0, 0, DIMENSIONS])
        await first.replaceDocument(7, 'a', entriesOf('a', 1, POOL.slice(0, 20)))
        await first.replaceDocument(8, 'b', entriesOf('b', 30, POOL.slice(20, 24)))
        expect([first.appliedSequence, first.durableSequence]).toEqual([8, 0])
        await first.flush()
        expect(first.durableSequence).toBe(8)
        const before = await first.search({ vector: pooled(2), limit: 24 })
        await first.replaceDocument(9, 'b', [])
        await first.close()
        const second = await subject.openStore().open('g', DIMENSIONS)
        expect([second.appliedSequence, second.durableSequence, second.entryCount()]).toEqual([9, 9, 20])
        expect(await second.search({ vector: pooled(2), limit: 24 })).toEqual(
          before.filter(({ chunkId }) => chunkId < 30),
        )
        expect(second.sizeBytes()).toBeGreaterThan(0)
        await second.close()
      }))

    test('changes applied twice count once', () =>
      withIndex(async (index) => {
        const entries = entriesOf('a', 1, POOL.slice(0, 4))
        await index.replaceDocument(5, 'a', entries)
        await index.flush()
        await index.replaceDocument(5, 'a', entries)
        expect(await index.search({ vector: pooled(0), limit: 10 })).toHaveLength(4)
        expect([index.entryCount(), index.appliedSequence]).toEqual([4, 5])
      }))

    test('refuses a vector of another length and stays as it was', () =>
      withIndex(async (index) => {
        await index.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 2)))
        const wrong = entriesOf('a', 5, [pooled(3), new Float32Array(DIMENSIONS - 1)])
        await expect(index.replaceDocument(2, 'a', wrong)).rejects.toMatchObject({ code: 'LP_INTERNAL' })
        await expect(index.search({ vector: new Float32Array(3), limit: 1 })).rejects.toMatchObject({
          code: 'LP_INTERNAL',
        })
        expect(new Set(await chunksFound(index, { vector: pooled(0), limit: 9 }))).toEqual(new Set([1, 2]))
      }))

    test('searches at the same time, while it changes, each see the index as it was at one moment', () =>
      withIndex(async (index) => {
        const vectors = clusteredVectors(4000, DIMENSIONS, 11)
        // In each version every document holds a vector of that version's chunks only.
        const write = async (version: number, document: number): Promise<void> => {
          const entries = entriesOf(`doc_${document}`, version * 10_000 + document * 10, vectors.slice(0, 10))
          await index.replaceDocument(version * 1000 + document, `doc_${document}`, entries)
        }
        for (let document = 0; document < 400; document++) await write(1, document)
        const looking: Promise<readonly VectorHit[]>[] = []
        for (let document = 0; document < 400; document++) {
          await write(2, document)
          if (document % 20 === 0) looking.push(index.search({ vector: pooled(document), limit: 4000 }))
          if (document % 100 === 50) looking.push(index.flush().then(() => []))
        }
        for (const hits of await Promise.all(looking)) {
          if (hits.length === 0) continue
          expect(hits).toHaveLength(4000)
          const versions = new Map<number, number>()
          for (const { chunkId } of hits) {
            versions.set(Math.floor((chunkId % 10_000) / 10), Math.floor(chunkId / 10_000))
          }
          expect(versions.size).toBe(400)
          // Documents were rewritten in order: once one is old, so are all after it.
          const inOrder = [...versions].toSorted(([one], [other]) => one - other).map(([, version]) => version)
          expect(inOrder).toEqual(inOrder.toSorted((one, other) => other - one))
        }
      }))

    test('purging leaves nothing of a deleted entry', () =>
      withSubject(async (subject) => {
        const index = await subject.openStore().open('g', DIMENSIONS)
        await index.replaceDocument(1, 'doc_kept', entriesOf('doc_kept', 1, POOL.slice(0, 9)))
        await index.replaceDocument(2, 'doc_secret', entriesOf('doc_secret', 20, POOL.slice(9, 12)))
        await index.flush()
        const withBoth = await subject.storedBytes()
        await index.replaceDocument(3, 'doc_secret', [])
        await index.purgeDeleted()
        const after = await subject.storedBytes()
        expect([withBoth.includes('doc_secret'), after.includes('doc_secret')]).toEqual([true, false])
        expect(after.includes('doc_kept')).toBe(true)
        // Nothing but the kept entries could have made these bytes.
        const other = await create()
        try {
          const fresh = await other.openStore().open('g', DIMENSIONS)
          await fresh.replaceDocument(3, 'doc_kept', entriesOf('doc_kept', 1, POOL.slice(0, 9)))
          await fresh.close()
          expect(after.length).toBeLessThan((await other.storedBytes()).length * 1.02 + 64)
        } finally {
          await other.cleanUp()
        }
        await index.close()
      }))

    test('starts empty for other dimensions', () =>
      withSubject(async (subject) => {
        const first = await subject.openStore().open('g', DIMENSIONS)
        await first.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 4)))
        await first.close()
        const second = await subject.openStore().open('g', 8)
        expect([second.dimensions, second.appliedSequence, second.entryCount()]).toEqual([8, 0, 0])
        await second.replaceDocument(1, 'a', entriesOf('a', 1, clusteredVectors(5, 8, 1)))
        expect(await second.search({ vector: new Float32Array(8).fill(0.35), limit: 9 })).toHaveLength(5)
        await second.close()
      }))

    test('starts empty when what is stored was damaged, or is refused when the damage is met', () =>
      withSubject(async (subject) => {
        for (const { name: kind, apply } of subject.damage) {
          const store = subject.openStore()
          await store.drop('g')
          const first = await store.open('g', DIMENSIONS)
          await first.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 40)))
          await first.flush()
          await first.replaceDocument(2, 'b', entriesOf('b', 50, POOL.slice(40, 50)))
          await first.close()
          await apply()
          let second = await subject.openStore().open('g', DIMENSIONS)
          let refusal: unknown = 'opened empty'
          if (second.durableSequence !== 0) {
            refusal = await second.search({ vector: pooled(0), limit: 100 }).then(
              () => 'not noticed',
              (cause: unknown) => (cause instanceof LearnPathError ? cause.code : cause),
            )
            await second.close()
            second = await subject.openStore().open('g', DIMENSIONS)
          }
          expect(['opened empty', 'LP_INDEX_DAMAGED']).toContain(refusal)
          expect({ kind, sequence: second.durableSequence, count: second.entryCount() }).toEqual({
            kind,
            sequence: 0,
            count: 0,
          })
          await second.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 4)))
          expect(await second.search({ vector: pooled(0), limit: 9 })).toHaveLength(4)
          await second.close()
        }
      }))

    test('keeps generations apart and drops them one by one', () =>
      withSubject(async (subject) => {
        const store = subject.openStore()
        expect(await store.list()).toEqual([])
        const one = await store.open('gen_1', DIMENSIONS)
        const two = await store.open('../gen 2', 8)
        await one.replaceDocument(1, 'a', entriesOf('a', 1, POOL.slice(0, 4)))
        await two.replaceDocument(1, 'a', entriesOf('a', 1, clusteredVectors(3, 8, 2)))
        await Promise.all([
          one.search({ vector: pooled(0), limit: 1 }),
          two.search({ vector: new Float32Array(8).fill(0.35), limit: 1 }),
        ])
        expect([one.entryCount(), two.entryCount()]).toEqual([4, 3])
        await one.close()
        await two.close()
        expect(await store.list()).toEqual(['../gen 2', 'gen_1'])
        await store.drop('../gen 2')
        await store.drop('never there')
        expect(await store.list()).toEqual(['gen_1'])
        const again = await subject.openStore().open('gen_1', DIMENSIONS)
        expect(again.entryCount()).toBe(4)
        await again.close()
      }))

    test('after any changes it equals the nearest by definition over what is alive', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(stepArbitrary, { maxLength: 25 }),
          fc.array(queryArbitrary, { minLength: 1, maxLength: 4 }),
          async (steps, queries) => {
            await withSubject(async (subject) => {
              const { index, alive } = await applySteps(() => subject.openStore(), steps)
              await index.search({ vector: pooled(0), limit: 1 })
              expect(index.entryCount()).toBe(alive.length)
              for (const query of queries as readonly VectorQuery[]) {
                expectNearest(await index.search(query), alive, query)
              }
              await index.close()
            })
          },
        ),
        { numRuns: 60, seed: 20261121 },
      )
    }, 60_000)

    test.each([24, 64, 100, 200, 384, 768])(
      'finds 95 of 100 nearest of thousands with %i dimensions',
      async (dimensions) => {
        await withSubject(async (subject) => {
          const index = await subject.openStore().open('g', dimensions)
          const vectors = clusteredVectors(5000, dimensions, dimensions)
          const entries = vectors.map((vector, chunkId) => ({ chunkId, ...inDocument(`doc_${chunkId >> 4}`), vector }))
          for (let first = 0; first < entries.length; first += 16) {
            await index.replaceDocument(first + 1, `doc_${first >> 4}`, entries.slice(first, first + 16))
          }
          await index.flush()
          let found = 0
          for (const vector of clusteredVectors(20, dimensions, dimensions)) {
            const query = { vector, limit: 10 }
            const wanted = new Set(exactHits(entries, query).map(({ chunkId }) => chunkId))
            found += (await index.search(query)).filter(({ chunkId }) => wanted.has(chunkId)).length
          }
          expect(found).toBeGreaterThanOrEqual(190)
          await index.close()
        })
      },
    )
  })
}
