import { execFile } from 'node:child_process'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { type VectorData, clusteredData, embeddedSentences, projectedSentences } from './vector-search-data.ts'
import { LIMIT, SHARES, VECTOR_ENGINES, type VectorEngineKind, passes } from './vector-search-engines.ts'
import type { OpenFigures, OpenOrder } from './vector-search-open.ts'

const MEGABYTE = 2 ** 20
const OPENER = fileURLToPath(new URL('vector-search-open.ts', import.meta.url))
const run = promisify(execFile)

interface Target {
  readonly p95Ms?: number
  readonly openMs?: number
}

/** The true best rows of every query, found while the rows pass by. */
class Truth {
  readonly #queries: readonly Float32Array[]
  readonly #best: Map<string, { row: number; score: number }[]>[]

  constructor(queries: readonly Float32Array[]) {
    this.#queries = queries
    this.#best = queries.map(() => new Map(SHARES.map((share) => [String(share), []])))
  }

  offer(row: number, vector: Float32Array): void {
    for (const [at, query] of this.#queries.entries()) {
      let score = 0
      for (let component = 0; component < query.length; component++) {
        score += (query[component] ?? 0) * (vector[component] ?? 0)
      }
      for (const share of SHARES) {
        const best = this.#best[at]?.get(String(share)) ?? []
        if (!passes(row, share) || (best.length === LIMIT && score <= (best.at(-1)?.score ?? 0))) continue
        best.push({ row, score })
        best.sort((one, other) => other.score - one.score)
        if (best.length > LIMIT) best.pop()
      }
    }
  }

  rows(): Record<string, number[][]> {
    return Object.fromEntries(
      SHARES.map((share) => [
        share,
        this.#best.map((shares) => (shares.get(String(share)) ?? []).map(({ row }) => row)),
      ]),
    )
  }
}

async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Rows that come in while an index is built; making them does not count. */
async function build(kind: VectorEngineKind, data: VectorData, folder: string, truth: Truth | null): Promise<number> {
  const writer = await kind.create(folder, data.dimensions)
  let insertMs = 0
  let row = 0
  for (const vector of data.rows()) {
    truth?.offer(row, vector)
    const started = performance.now()
    await writer.add(row, vector)
    insertMs += performance.now() - started
    row += 1
  }
  const started = performance.now()
  await writer.finish()
  return (row / (insertMs + performance.now() - started)) * 1000
}

interface Case {
  readonly label: string
  readonly data: VectorData
  readonly kinds: readonly VectorEngineKind[]
  readonly target: Target
}

async function measure({ label, data, kinds, target }: Case, context: BenchmarkContext): Promise<Measurement[]> {
  const truth = new Truth(data.queries)
  const measurements: Measurement[] = []
  for (const [at, kind] of kinds.entries()) {
    context.log(`${label}: ${kind.name}`)
    const folder = join(context.scratchFolder, `vectors-${at}`)
    const rowsPerSecond = await build(kind, data, folder, at === 0 ? truth : null)
    const orderFile = join(context.scratchFolder, 'order.json')
    const order: OpenOrder = {
      engine: kind.name,
      folder,
      dimensions: data.dimensions,
      count: data.count,
      queries: data.queries.map((query) => [...query]),
      truth: truth.rows(),
    }
    await writeFile(orderFile, JSON.stringify(order))
    const args = ['--expose-gc', '--import', 'tsx', OPENER, orderFile]
    const figures = JSON.parse((await run(process.execPath, args)).stdout) as OpenFigures
    const own = kind.name === 'LearnPath' ? target : null
    measurements.push(
      { name: `${label} ${kind.name} insertion`, value: rowsPerSecond, unit: 'vectors/s' },
      ...figuresOf(`${label} ${kind.name}`, figures, own),
      { name: `${label} ${kind.name} on disk`, value: (await folderBytes(folder)) / MEGABYTE, unit: 'MB' },
    )
    const all = figures.shares['1']
    context.log(
      `p50 ${all?.p50.toFixed(2)} p95 ${all?.p95.toFixed(2)} ms, processor ${all?.processorMs.toFixed(2)} ms, recall ${all?.recall.toFixed(3)}, 10 % ${figures.shares['10']?.p50.toFixed(2)}, 1 % ${figures.shares['100']?.p50.toFixed(2)} ms, open ${figures.openMs.toFixed(0)} ms, ${(figures.addedBytes / MEGABYTE).toFixed(0)}/${(figures.residentBytes / MEGABYTE).toFixed(0)} MB, loop ${figures.loopDelayMs.toFixed(0)} ms, ${rowsPerSecond.toFixed(0)}/s`,
    )
    await rm(folder, { recursive: true, force: true })
  }
  return measurements
}

function figuresOf(label: string, figures: OpenFigures, own: Target | null): Measurement[] {
  const names: Readonly<Record<string, string>> = { 1: '', 10: ' 10 % filter', 100: ' 1 % filter' }
  const measurements: Measurement[] = SHARES.flatMap((share): Measurement[] => {
    const figure = figures.shares[String(share)]
    const { p50, p95, processorMs, recall } = figure ?? { p50: NaN, p95: NaN, processorMs: NaN, recall: NaN }
    const limit = share === 1 ? own?.p95Ms : undefined
    return [
      { name: `${label}${names[share]} query p50`, value: p50, unit: 'ms' },
      {
        name: `${label}${names[share]} query p95`,
        value: p95,
        unit: 'ms',
        ...(limit !== undefined && { target: { operator: '<', value: limit } as const }),
      },
      { name: `${label}${names[share]} processor time per query`, value: processorMs, unit: 'ms' },
      {
        name: `${label}${names[share]} recall@10`,
        value: recall,
        unit: 'share',
        ...(own !== null && { target: { operator: '>=', value: 0.95 } as const }),
      },
    ]
  })
  const { openMs } = own ?? {}
  return [
    ...measurements,
    {
      name: `${label} opening`,
      value: figures.openMs,
      unit: 'ms',
      ...(openMs !== undefined && { target: { operator: '<', value: openMs } as const }),
    },
    { name: `${label} memory added by opening and asking`, value: figures.addedBytes / MEGABYTE, unit: 'MB' },
    {
      name: `${label} memory of the whole process`,
      value: figures.residentBytes / MEGABYTE,
      unit: 'MB',
      ...(own !== null && { target: { operator: '<', value: 1024 } as const }),
    },
    { name: `${label} event loop held up at most`, value: figures.loopDelayMs, unit: 'ms' },
  ]
}

async function casesOf({ dataFolder, modelsFolder }: BenchmarkContext): Promise<Case[]> {
  const ours = VECTOR_ENGINES.slice(0, 1)
  const cases: Case[] = []
  for (const dimensions of [384, 768]) {
    for (const count of [10_000, 100_000, 1_000_000]) {
      const queryCount = count > 100_000 ? 40 : 100
      const target = count > 100_000 ? { p95Ms: 60, openMs: 500 } : { p95Ms: 10 }
      const kinds = count === 100_000 ? VECTOR_ENGINES : ours
      const data = clusteredData({ count, dimensions, queryCount })
      cases.push({ label: `clusters ${count / 1000}k x ${dimensions}`, data, kinds, target })
    }
  }
  const target = { p95Ms: 10 }
  const sentences = await embeddedSentences(dataFolder, modelsFolder, 100_000)
  cases.push({ label: 'sentences by potion-base-2M x 64', data: sentences, kinds: ours, target })
  for (const dimensions of [384, 768]) {
    const data = await projectedSentences(dataFolder, modelsFolder, { count: 60_000, dimensions })
    cases.push({ label: `sentences as weighted words x ${dimensions}`, data, kinds: ours, target })
  }
  return cases
}

export const benchmark: Benchmark = {
  name: 'vector-search',
  description: 'vector search beside LanceDB (100k only): the same vectors, the same questions',
  async run(context) {
    const wanted = process.env['LEARNPATH_BENCH_CASES']
    const measurements: Measurement[] = []
    for (const one of await casesOf(context)) {
      if (wanted !== undefined && !new RegExp(wanted).test(one.label)) continue
      measurements.push(...(await measure(one, context)))
    }
    return measurements
  },
}
