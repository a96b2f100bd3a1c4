import { readFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { percentile } from '../environment.ts'
import { SHARES, VECTOR_ENGINES } from './vector-search-engines.ts'

/** What the process is told in its file. */
export interface OpenOrder {
  readonly engine: string
  readonly folder: string
  readonly dimensions: number
  readonly count: number
  readonly queries: readonly (readonly number[])[]
  /** Of each share and query, the numbers of the true best rows. */
  readonly truth: Readonly<Record<string, readonly (readonly number[])[]>>
}

export interface OpenFigures {
  readonly openMs: number
  /** Of the whole process, after all queries. */
  readonly residentBytes: number
  /** What opening and asking added. */
  readonly addedBytes: number
  /** Longest time that the event loop was held up while searches ran. */
  readonly loopDelayMs: number
  readonly shares: Readonly<Record<string, ShareFigures>>
}

interface ShareFigures {
  readonly p50: number
  readonly p95: number
  /** Of all threads, per query: what other programs do meanwhile does not change it much. */
  readonly processorMs: number
  readonly recall: number
}

/** A fresh process that opens an engine's index and asks all questions, twice: `vector-search-open.ts <order file>`. */
const [orderFile = ''] = process.argv.slice(2)
const {
  engine: name,
  folder,
  dimensions,
  count,
  queries,
  truth,
} = JSON.parse(await readFile(orderFile, 'utf8')) as OpenOrder
const kind = VECTOR_ENGINES.find((one) => one.name === name)
if (kind === undefined) process.exit(2)
const vectors = queries.map((query) => Float32Array.from(query))
globalThis.gc?.()
const before = process.memoryUsage.rss()
const started = performance.now()
const engine = await kind.open(folder, dimensions, count)
const openMs = performance.now() - started
const delay = monitorEventLoopDelay({ resolution: 1 })
const shares: Record<string, ShareFigures> = {}
for (const share of SHARES) {
  const times: number[] = []
  let found = 0
  let wanted = 0
  let processor = process.cpuUsage()
  for (const round of [0, 1]) {
    processor = process.cpuUsage()
    if (round === 1 && share === 1) delay.enable()
    for (const [at, vector] of vectors.entries()) {
      const asked = performance.now()
      const rows = await engine.search(vector, share)
      if (round === 0) continue
      times.push(performance.now() - asked)
      const best = new Set(truth[String(share)]?.[at])
      wanted += best.size
      found += rows.filter((row) => best.has(row)).length
    }
    delay.disable()
    processor = process.cpuUsage(processor)
  }
  shares[String(share)] = {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    processorMs: (processor.user + processor.system) / 1000 / times.length,
    recall: found / wanted,
  }
}
globalThis.gc?.()
const residentBytes = process.memoryUsage.rss()
const figures: OpenFigures = {
  openMs,
  residentBytes,
  addedBytes: residentBytes - before,
  loopDelayMs: delay.max / 1e6,
  shares,
}
await engine.close()
console.log(JSON.stringify(figures))
process.exit(0)
