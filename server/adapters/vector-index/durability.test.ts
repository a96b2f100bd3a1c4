import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { clusteredVectors, exactHits } from '../../ports/nearest-vectors.double.ts'
import type { VectorEntry, VectorIndex } from '../../ports/vector-index.ts'
import { CRASH_DIMENSIONS, crashDocument } from './crash-document.double.ts'
import { createLocalVectorIndex } from './vector-index.ts'
import { inDocument } from '../../ports/search-reach.double.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vector-index-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const openIndex = async (dimensions: number): Promise<VectorIndex> =>
  await createLocalVectorIndex({ folder, dimensions, logger: createRecordingLogger() })

function aliveAfter(sequence: number): VectorEntry[] {
  const documents = new Map<string, VectorEntry[]>()
  for (let one = 1; one <= sequence; one++) documents.set(crashDocument(one).documentId, crashDocument(one).entries)
  return [...documents.values()].flat()
}

/** Runs the writer until it has told `count` durable sequences, kills it, and returns the last one told. */
async function killAfter(count: number, delayMs: number): Promise<number> {
  const script = fileURLToPath(new URL('crash-writer.double.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = 0
  let last = 0
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line)
    told += 1
    if (told === count) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return last
}

async function expectExactly(index: VectorIndex, alive: readonly VectorEntry[]): Promise<void> {
  expect(index.entryCount()).toBe(alive.length)
  for (const { vector } of alive.slice(0, 3)) {
    const hits = await index.search({ vector, limit: 200 })
    expect(new Set(hits.map(({ chunkId }) => chunkId))).toEqual(new Set(alive.map(({ chunkId }) => chunkId)))
    for (const [at, hit] of exactHits(alive, { vector, limit: 200 }).entries()) {
      expect(hits[at]?.score).toBeCloseTo(hit.score, 4)
    }
  }
}

test('a process killed while writing leaves an index that is as it was at its durable sequence', async () => {
  for (const [count, delayMs] of [
    [3, 0],
    [12, 1],
    [30, 3],
    [5, 2],
    [1, 5],
  ] as const) {
    const told = await killAfter(count, delayMs)
    const index = await openIndex(CRASH_DIMENSIONS)
    expect(index.durableSequence).toBeGreaterThanOrEqual(told)
    await expectExactly(index, aliveAfter(index.durableSequence))
    await index.close()
  }
}, 60_000)

test('what an interrupted commit left is swept away', async () => {
  const first = await openIndex(8)
  await first.replaceDocument(1, 'a', [{ chunkId: 1, ...inDocument('a'), vector: new Float32Array(8).fill(0.35) }])
  await first.close()
  await writeFile(join(folder, 'rows-99'), 'half')
  await writeFile(join(folder, 'codes-99'), 'half')
  await writeFile(join(folder, 'manifest.new'), 'half')
  const second = await openIndex(8)
  expect(second.entryCount()).toBe(1)
  expect((await readdir(folder)).filter((name) => /99|new/.test(name))).toEqual([])
  await second.close()
})

/** Every stored vector as its bytes are on disk: a stretch of its components that no other vector has. */
async function vectorsOnDisk(entries: readonly VectorEntry[]): Promise<number[]> {
  const names = await readdir(folder)
  const bytes = Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))))
  return entries.flatMap(({ chunkId, vector }) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const components = Int16Array.from(vector, (value) => Math.round(value / Math.fround(largest / 32_767)))
    return bytes.indexOf(Buffer.from(components.buffer)) < 0 ? [] : [chunkId]
  })
}

test('purging takes the bytes of deleted vectors off the disk, whichever segment they were in, also after a merge', async () => {
  const vectors = clusteredVectors(60, 32, 5)
  const all = vectors.map((vector, chunkId) => ({ chunkId, ...inDocument(`doc_${chunkId % 20}`), vector }))
  const of = (document: number): VectorEntry[] => all.filter(({ documentId }) => documentId === `doc_${document}`)
  const index = await openIndex(32)
  for (let document = 0; document < 20; document++) {
    await index.replaceDocument(document + 1, `doc_${document}`, of(document))
    await index.flush()
  }
  expect(await vectorsOnDisk(all)).toHaveLength(60)
  await index.replaceDocument(21, 'doc_3', [])
  await index.replaceDocument(22, 'doc_19', of(19).slice(1))
  await index.purgeDeleted()
  const gone = new Set([...of(3), ...of(19).slice(0, 1)].map(({ chunkId }) => chunkId))
  const kept = all.map(({ chunkId }) => chunkId).filter((chunkId) => !gone.has(chunkId))
  expect(await vectorsOnDisk(all)).toEqual(kept)
  expect(index.entryCount()).toBe(56)
  await index.close()
  const again = await openIndex(32)
  expect([again.entryCount(), again.durableSequence]).toEqual([56, 22])
  await again.close()
})

test('flushes by itself, merges in the background and stays exact while it does', async () => {
  const vectors = clusteredVectors(30_000, 16, 9)
  const entries = vectors.map((vector, chunkId) => ({ chunkId, ...inDocument(`doc_${chunkId >> 4}`), vector }))
  const alive = new Map<string, VectorEntry[]>()
  const index = await openIndex(16)
  let sequence = 0
  const replace = async (documentId: string, some: readonly VectorEntry[]): Promise<void> => {
    alive.set(documentId, [...some])
    sequence += 1
    await index.replaceDocument(sequence, documentId, some)
    if (sequence % 100 !== 0) return
    const query = { vector: vectors[sequence] ?? new Float32Array(16), limit: 5 }
    const wanted = exactHits([...alive.values()].flat(), query)
    const hits = await index.search(query)
    expect(hits.map(({ chunkId }) => chunkId)).toEqual(wanted.map(({ chunkId }) => chunkId))
  }
  for (let first = 0; first < entries.length; first += 16) {
    await replace(`doc_${first >> 4}`, entries.slice(first, first + 16))
    // Deletes what is in older segments, some of which are being merged.
    if (first % 80 === 0) await replace(`doc_${first >> 6}`, [])
  }
  expect(index.durableSequence).toBeGreaterThan(0)
  const count = [...alive.values()].flat().length
  expect(index.entryCount()).toBe(count)
  await index.close()
  const again = await openIndex(16)
  expect([again.entryCount(), again.durableSequence]).toEqual([count, sequence])
  const query = { vector: vectors[77] ?? new Float32Array(16), limit: 20 }
  const wanted = exactHits([...alive.values()].flat(), query).map(({ chunkId }) => chunkId)
  expect((await again.search(query)).map(({ chunkId }) => chunkId)).toEqual(wanted)
  await again.close()
}, 60_000)
