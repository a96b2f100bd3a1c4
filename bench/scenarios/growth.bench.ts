import { cp, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { LearnPathClient } from '@learnpath/contracts'
import { processorMs, startProduct, type ProductProcess } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { keywordCorpus } from './keyword-corpus.ts'
import { libraryOfRows } from './library-by-rows.ts'
import { awaitVectors, useEmbedder } from './use-model.ts'

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000]
const SEARCHES = 200
const MB = 1e6
const WAIT_MS = 100
/** Vectors of a million chunks take their time. */
const READY_MS = 600_000

/** Sizes to grow to; LEARNPATH_BENCH_CHUNKS ends them earlier. */
function sizes(): number[] {
  const last = Number(process.env['LEARNPATH_BENCH_CHUNKS'] ?? SIZES.at(-1))
  return SIZES.filter((size) => size <= last)
}

async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const each = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size))
  return each.reduce((sum, bytes) => sum + bytes, 0)
}

/** Until the keyword index has seen everything. */
async function indexed(client: LearnPathClient): Promise<void> {
  while ((await client.status()).index.lag > 0) await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
}

async function searchTimes(
  client: LearnPathClient,
  questions: readonly string[],
  mode: 'keyword' | 'hybrid',
): Promise<number[]> {
  const times: number[] = []
  for (let number = 0; number < SEARCHES; number += 1) {
    // A word that no document has makes each query another one, which no cache knows.
    const query = `${questions[number % questions.length]} ${mode}${number}`
    const started = performance.now()
    await client.search({ query, mode, limit: 10 })
    times.push(performance.now() - started)
  }
  return times.slice(SEARCHES / 10)
}

async function measuredAt(
  size: number,
  { home, product, questions }: { home: string; product: ProductProcess; questions: readonly string[] },
): Promise<Measurement[]> {
  const keyword = await searchTimes(product.client, questions, 'keyword')
  const hybrid = await searchTimes(product.client, questions, 'hybrid')
  const resident = await product.residentBytes()
  const { index } = await product.client.status()
  const [database, vectors] = await Promise.all([
    stat(join(home, 'learnpath.db')),
    bytesBelow(join(home, 'vector-index')),
  ])
  const named = (name: string, value: number, unit: string): Measurement => ({
    name: `${size} chunks: ${name}`,
    value,
    unit,
  })
  return [
    named('search by keywords, median', percentile(keyword, 0.5), 'ms'),
    named('search by keywords, p95', percentile(keyword, 0.95), 'ms'),
    named('hybrid search, median', percentile(hybrid, 0.5), 'ms'),
    named('hybrid search, p95', percentile(hybrid, 0.95), 'ms'),
    named('resident memory', resident / MB, 'MB'),
    named('database', database.size / MB, 'MB'),
    named('keyword index', index.sizeBytes / MB, 'MB'),
    named('vector index', vectors / MB, 'MB'),
  ]
}

const ENVIRONMENT = { LEARNPATH_LOG_LEVEL: 'warn', LEARNPATH_GRAPH: 'off' }

const start = async (home: string): Promise<ProductProcess> =>
  await startProduct({ home, environment: ENVIRONMENT, timeoutMs: READY_MS })

/** Lets the library grow and keeps a copy of it at each size. @returns what indexing it took */
async function grow(context: BenchmarkContext, sentences: readonly string[]): Promise<Measurement[]> {
  const home = join(context.scratchFolder, 'growing')
  await (await start(home)).stop()
  const library = libraryOfRows(home, sentences)
  const measurements: Measurement[] = []
  for (const [step, size] of sizes().entries()) {
    context.log(`writing up to ${size} chunks`)
    await library.growTo(size)
    const product = await start(home)
    const pid = product.process.pid ?? 0
    const startedMs = await processorMs(pid)
    await indexed(product.client)
    const indexedMs = await processorMs(pid)
    if (step === 0) {
      const folder = join(context.modelsFolder, 'potion-base-2M-int8')
      await useEmbedder(product.client, { folder, id: 'potion-base-2m', precision: 'int8' })
    } else await awaitVectors(product.client)
    const vectorsMs = await processorMs(pid)
    await product.stop()
    await cp(home, homeOf(context, size), { recursive: true })
    const added = size - (sizes()[step - 1] ?? 0)
    const told = (name: string, ms: number): Measurement => ({
      name: `${size} chunks: ${name}`,
      value: ms / added,
      unit: 'ms',
    })
    measurements.push(
      told('processor time of an added chunk, keyword index', indexedMs - startedMs),
      told('processor time of an added chunk, vectors', vectorsMs - indexedMs),
    )
    for (const { name, value, unit } of measurements.slice(-2)) context.log(`${name}: ${value.toFixed(2)} ${unit}`)
  }
  return measurements
}

const homeOf = (context: BenchmarkContext, size: number): string => join(context.scratchFolder, `${size}`)

async function used(
  size: number,
  { home, questions }: { readonly home: string; readonly questions: readonly string[] },
): Promise<Measurement[]> {
  const product = await start(home)
  const firstFrom = performance.now()
  await product.client.search({ query: questions[0] ?? 'cell' })
  const firstMs = performance.now() - firstFrom
  const measurements = [
    { name: `${size} chunks: ready`, value: product.readyMs, unit: 'ms' },
    { name: `${size} chunks: first search after the start`, value: firstMs, unit: 'ms' },
    ...(await measuredAt(size, { home, product, questions })),
  ]
  await product.stop()
  return measurements
}

async function run(context: BenchmarkContext): Promise<Measurement[]> {
  const { chunks, questions } = await keywordCorpus(context.dataFolder, 5000)
  const measurements = await grow(
    context,
    chunks.flatMap((chunk) => chunk.split(/(?<=[.!?]) /)),
  )
  // All sizes one after the other, so that what else the machine does meets them alike.
  for (const size of sizes()) {
    context.log(`using ${size} chunks`)
    measurements.push(...(await used(size, { home: homeOf(context, size), questions })))
  }
  return measurements
}

export const benchmark: Benchmark = {
  name: 'growth',
  description:
    'search, memory, disk and start of one process from 10,000 to 1,000,000 chunks; vectors of 64 dimensions',
  run,
}
