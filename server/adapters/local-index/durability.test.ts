import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeywordEntry, KeywordIndex } from '../../ports/keyword-index.ts'
import { plainEntry } from '../../ports/keyword-index.contract.ts'
import { crashDocument } from './crash-document.double.ts'
import { createLocalKeywordIndex } from './keyword-index.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyword-index-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const COMMON = { terms: [{ language: 'en', term: 'common', weight: 1 }], limit: 100 }

function aliveAfter(sequence: number): KeywordEntry[] {
  const documents = new Map<string, KeywordEntry[]>()
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

async function expectExactly(index: KeywordIndex, alive: readonly KeywordEntry[]): Promise<void> {
  expect((await index.vocabulary()).chunkCount()).toBe(alive.length)
  const { hits, total } = await index.search(COMMON)
  expect(new Set(hits.map((hit) => hit.chunkId))).toEqual(new Set(alive.map((entry) => entry.chunkId)))
  expect(total).toBe(alive.length)
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
    const index = await createLocalKeywordIndex({ folder })
    expect(index.durableSequence).toBeGreaterThanOrEqual(told)
    await expectExactly(index, aliveAfter(index.durableSequence))
    await index.close()
  }
}, 60_000)

async function writeSample(): Promise<void> {
  const index = await createLocalKeywordIndex({ folder })
  await index.replaceDocument(1, 'doc_a', [
    plainEntry(1, 'doc_a', 'common supersecret'),
    plainEntry(2, 'doc_a', 'common'),
  ])
  await index.replaceDocument(2, 'doc_b', [plainEntry(3, 'doc_b', 'common and more')])
  await index.replaceDocument(3, 'doc_gone', [plainEntry(4, 'doc_gone', 'supersecret hidden')])
  await index.flush()
  await index.replaceDocument(4, 'doc_gone', [])
  await index.close()
}

test('every damaged or half-written file is noticed', async () => {
  await writeSample()
  const copy = `${folder}-damaged`
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name))
    const spoilt = async (damage: (file: string) => Promise<void>): Promise<void> => {
      await cp(folder, copy, { recursive: true })
      await damage(join(copy, name))
      await expect(createLocalKeywordIndex({ folder: copy })).rejects.toMatchObject({ code: 'LP_INDEX_DAMAGED' })
      await rm(copy, { recursive: true })
    }
    for (const at of [0, bytes.length >> 1, bytes.length - 2]) {
      await spoilt(async (file) => {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ 0x10
        await writeFile(file, changed)
      })
    }
    await spoilt((file) => truncate(file, bytes.length >> 1))
    if (name !== 'manifest') await spoilt((file) => rm(file))
  }
})

test('what an interrupted commit left is swept away', async () => {
  await writeSample()
  await writeFile(join(folder, 'segment-99'), 'half')
  await writeFile(join(folder, 'manifest.new'), 'half')
  const index = await createLocalKeywordIndex({ folder })
  expect((await index.vocabulary()).chunkCount()).toBe(3)
  expect(await readdir(folder)).not.toContain('segment-99')
  expect(await readdir(folder)).not.toContain('manifest.new')
  await index.close()
})

test('an index written for other ranking parameters is refused', async () => {
  await writeSample()
  const other = createLocalKeywordIndex({ folder, parameters: { k1: 0.9, b: 0.4 } })
  await expect(other).rejects.toMatchObject({ code: 'LP_INDEX_DAMAGED' })
})

async function bytesOnDisk(): Promise<string> {
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))
  return files.join('\n')
}

test('purging leaves nothing of a deleted document on disk', async () => {
  await writeSample()
  const index = await createLocalKeywordIndex({ folder })
  expect(await bytesOnDisk()).toContain('hidden')
  await index.purgeDeleted()
  const afterFirst = await bytesOnDisk()
  expect(afterFirst).not.toContain('hidden')
  expect(afterFirst).not.toContain('doc_gone')
  expect(afterFirst).toContain('supersecret')
  await index.replaceDocument(5, 'doc_a', [plainEntry(9, 'doc_a', 'common')])
  await index.purgeDeleted()
  expect(await bytesOnDisk()).not.toContain('supersecret')
  expect((await index.vocabulary()).statistics({ language: 'en', term: 'common' }).documentFrequency).toBe(2)
  await index.close()
})
