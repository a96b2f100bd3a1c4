import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { openJudgedModels } from '../quality/judged-models.ts'
import { manualChapters, openGraphLibrary, type SourceText } from './graph-library.ts'
import { sourceDocuments } from './library-of-20k-chunks.ts'

/** Chunks of the manual for which the classic way, a model loaded for each of them, is known. */
const MANUAL_CHUNKS = 223
const GROWTH = [1000, 5000, 20_000] as const
/** Chunks for which the classic way is measured; the rest is reckoned from them. */
const CLASSIC_CHUNKS = 5
const MEGABYTE = 1024 * 1024
const NANOSECONDS_PER_MS = 1e6
const MICROSECONDS_PER_SECOND = 1e6
const SAMPLE_MS = 100

interface Made {
  readonly chunks: number
  readonly conceptSeconds: number
  readonly readSeconds: number
  readonly assemblySeconds: number
  /** Of all threads, for reading and assembling: hardly depends on what else the machine does. */
  readonly processorSeconds: number
  readonly entities: number
  readonly relations: number
  /** At most, until the concepts are in and while the graph is made. */
  readonly conceptsMb: number
  readonly residentMb: number
  readonly delayP99Ms: number
  readonly delayMostMs: number
}

interface Making {
  readonly texts: readonly SourceText[]
  readonly chunks: number
  readonly embedder: Embedder | null
}

async function make({ scratchFolder, log }: BenchmarkContext, { texts, chunks, embedder }: Making): Promise<Made> {
  const library = await openGraphLibrary(embedder)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  let resident = 0
  const sampler = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage.rss())
  }, SAMPLE_MS)
  try {
    const count = await library.fill(texts, chunks, join(scratchFolder, `text-${chunks}`))
    const begun = performance.now()
    await library.concepts()
    const conceptsDone = performance.now()
    const conceptsMb = resident / MEGABYTE
    resident = 0
    delay.enable()
    const processor = process.cpuUsage()
    await library.engine.settled()
    const settled = performance.now()
    delay.disable()
    const { user, system } = process.cpuUsage(processor)
    const { entities, relations } = await library.engine.status()
    const assemblySeconds = library.assemblySeconds()
    const made = {
      chunks: count,
      conceptSeconds: (conceptsDone - begun) / 1000,
      readSeconds: (settled - conceptsDone) / 1000 - assemblySeconds,
      assemblySeconds,
      processorSeconds: (user + system) / MICROSECONDS_PER_SECOND,
      entities,
      relations,
      conceptsMb,
      residentMb: resident / MEGABYTE,
      delayP99Ms: delay.percentile(99) / NANOSECONDS_PER_MS,
      delayMostMs: delay.max / NANOSECONDS_PER_MS,
    }
    log(JSON.stringify(made))
    return made
  } finally {
    clearInterval(sampler)
    await library.close()
  }
}

/** The classic way: for each chunk the model is loaded, its names are embedded, and the model is closed. */
async function classicSeconds(modelsFolder: string, texts: readonly SourceText[]): Promise<number> {
  const started = performance.now()
  for (const { text } of texts.slice(0, CLASSIC_CHUNKS)) {
    const { embedder, close } = await openJudgedModels(modelsFolder)
    await embedder.embed({ texts: text.split(/\s+/u).slice(0, 30), instruction: 'none' })
    await close()
  }
  return (performance.now() - started) / 1000 / CLASSIC_CHUNKS
}

function ofManual(made: Made, name: string): Measurement[] {
  const seconds = made.readSeconds + made.assemblySeconds
  return [
    { name: `${name}: ${made.chunks} chunks, graph`, value: seconds, unit: 's', target: { operator: '<', value: 10 } },
    { name: `${name}: processor time`, value: made.processorSeconds, unit: 's', target: { operator: '<', value: 10 } },
    { name: `${name}: reading`, value: made.readSeconds, unit: 's' },
    { name: `${name}: names, merges, relations, storing`, value: made.assemblySeconds, unit: 's' },
    { name: `${name}: concepts before it`, value: made.conceptSeconds, unit: 's' },
    { name: `${name}: entities`, value: made.entities, unit: 'entities' },
    { name: `${name}: relations`, value: made.relations, unit: 'relations' },
    { name: `${name}: event loop delay p99`, value: made.delayP99Ms, unit: 'ms' },
    { name: `${name}: event loop delay at most`, value: made.delayMostMs, unit: 'ms' },
  ]
}

function ofGrowth(made: Made): Measurement[] {
  const name = `${made.chunks} chunks`
  const thousands = made.chunks / 1000
  return [
    { name: `${name}: reading per 1000`, value: made.readSeconds / thousands, unit: 's' },
    { name: `${name}: assembly and storing per 1000`, value: made.assemblySeconds / thousands, unit: 's' },
    { name: `${name}: processor time per 1000`, value: made.processorSeconds / thousands, unit: 's' },
    { name: `${name}: concepts before it per 1000`, value: made.conceptSeconds / thousands, unit: 's' },
    { name: `${name}: entities`, value: made.entities, unit: 'entities' },
    { name: `${name}: relations`, value: made.relations, unit: 'relations' },
    { name: `${name}: resident memory at most until the concepts are in`, value: made.conceptsMb, unit: 'MB' },
    { name: `${name}: resident memory at most while the graph is made`, value: made.residentMb, unit: 'MB' },
    { name: `${name}: event loop delay p99`, value: made.delayP99Ms, unit: 'ms' },
    { name: `${name}: event loop delay at most`, value: made.delayMostMs, unit: 'ms' },
  ]
}

export const benchmark: Benchmark = {
  name: 'graph',
  description: 'the knowledge graph of a manual from nothing, beside a model load per chunk; growth to 20,000 chunks',
  async run(context) {
    const { dataFolder, modelsFolder } = context
    const manual = await manualChapters(dataFolder)
    const largest = Number(process.env['LEARNPATH_BENCH_GRAPH_CHUNKS'] ?? GROWTH.at(-1))
    const measured: Measurement[] = []
    const warm = { texts: manual, chunks: MANUAL_CHUNKS }
    measured.push(...ofManual(await make(context, { ...warm, embedder: null }), 'without an embedder'))
    const { embedder, close } = await openJudgedModels(modelsFolder)
    try {
      measured.push(...ofManual(await make(context, { ...warm, embedder }), 'with an embedder'))
      const perChunk = await classicSeconds(modelsFolder, manual)
      measured.push({ name: 'a model load per chunk: loads alone', value: perChunk * MANUAL_CHUNKS, unit: 's' })
      const texts = await sourceDocuments(dataFolder)
      for (const chunks of GROWTH.filter((size) => size <= largest)) {
        measured.push(...ofGrowth(await make(context, { texts, chunks, embedder })))
      }
    } finally {
      await close()
    }
    return measured
  },
}
