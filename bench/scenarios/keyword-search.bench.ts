import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { type KeywordCorpus, keywordCorpus } from './keyword-corpus.ts'
import { KEYWORD_ENGINES, type KeywordEngine, type KeywordEngineKind, folderBytes } from './keyword-engines.ts'

const SMALL = 20_000
const LARGE = 100_000
const MEGABYTE = 2 ** 20
const OPENER = fileURLToPath(new URL('keyword-open.ts', import.meta.url))
const run = promisify(execFile)

interface Built {
  readonly kind: KeywordEngineKind
  readonly engine: KeywordEngine
  readonly folder: string
  readonly chunksPerSecond: number
}

interface Times {
  readonly p50: number
  readonly p95: number
}

async function build(kind: KeywordEngineKind, chunks: readonly string[], folder: string): Promise<Built> {
  const started = performance.now()
  const inMemory = await kind.build(chunks, folder)
  const chunksPerSecond = (chunks.length / (performance.now() - started)) * 1000
  const engine = inMemory ?? (await kind.open?.(folder))
  if (engine === undefined) throw new Error(`${kind.name} cannot be opened`)
  return { kind, engine, folder, chunksPerSecond }
}

/** Every question to every engine in turn, so that load from elsewhere meets all alike. The first round warms up. */
async function ask(built: readonly Built[], questions: readonly string[]): Promise<Map<string, Times>> {
  const times = new Map(built.map(({ kind }) => [kind.name, [] as number[]]))
  for (const round of [0, 1]) {
    for (const question of questions) {
      for (const { kind, engine } of built) {
        const started = performance.now()
        await engine.search(question)
        if (round > 0) times.get(kind.name)?.push(performance.now() - started)
      }
    }
  }
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return new Map(
    [...times].map(([name, list]) => {
      const sorted = list.toSorted((left, right) => left - right)
      return [name, { p50: at(sorted, 0.5), p95: at(sorted, 0.95) }]
    }),
  )
}

async function openAlone(
  { kind, folder }: Built,
  questionsFile: string,
): Promise<{ openMs: number; residentBytes: number }> {
  const args = ['--expose-gc', '--import', 'tsx', OPENER, kind.name, folder, questionsFile]
  const { stdout } = await run(process.execPath, args)
  return JSON.parse(stdout) as { openMs: number; residentBytes: number }
}

function speedTargets(size: number, times: ReadonlyMap<string, Times>): Measurement[] {
  const label = `${size / 1000}k`
  const own = times.get('LearnPath')?.p50 ?? Number.NaN
  return [...times].flatMap(([name, { p50 }]): Measurement[] => {
    if (name === 'LearnPath') return []
    const ratio = { name: `${label} p50 of ${name} over ours`, value: p50 / own, unit: 'ratio' }
    return [{ ...ratio, target: { operator: '>', value: name === 'LanceDB' ? 0.5 : 1 } }]
  })
}

async function measureAt(size: number, corpus: KeywordCorpus, context: BenchmarkContext): Promise<Measurement[]> {
  const label = `${size / 1000}k`
  const chunks = corpus.chunks.slice(0, size)
  const questionsFile = join(context.scratchFolder, 'questions.json')
  await writeFile(questionsFile, JSON.stringify(corpus.questions))
  const measurements: Measurement[] = []
  const built: Built[] = []
  for (const kind of KEYWORD_ENGINES) {
    // Orama takes minutes and gigabytes for 100k chunks.
    if (size === LARGE && kind.name === 'Orama') continue
    context.log(`${label}: ${kind.name}`)
    built.push(await build(kind, chunks, join(context.scratchFolder, `${kind.name}-${size}`)))
  }
  const times = await ask(built, corpus.questions)
  for (const one of built) {
    const { name } = one.kind
    const isOurs = name === 'LearnPath'
    const { p50, p95 } = times.get(name) ?? { p50: Number.NaN, p95: Number.NaN }
    measurements.push(
      {
        name: `${label} ${name} query p50`,
        value: p50,
        unit: 'ms',
        ...(isOurs && { target: { operator: '<', value: size === LARGE ? 10 : 3 } as const }),
      },
      { name: `${label} ${name} query p95`, value: p95, unit: 'ms' },
      {
        name: `${label} ${name} indexing`,
        value: one.chunksPerSecond,
        unit: 'chunks/s',
      },
    )
    if (one.kind.open !== undefined) measurements.push(...(await stored(one, label, questionsFile)))
    await one.engine.close()
  }
  return [...measurements, ...speedTargets(size, times)]
}

async function stored(one: Built, label: string, questionsFile: string): Promise<Measurement[]> {
  const { name } = one.kind
  const isOurs = name === 'LearnPath'
  const { openMs, residentBytes } = await openAlone(one, questionsFile)
  return [
    { name: `${label} ${name} on disk`, value: (await folderBytes(one.folder)) / MEGABYTE, unit: 'MB' },
    {
      name: `${label} ${name} opening`,
      value: openMs,
      unit: 'ms',
      ...(isOurs && label === '20k' && { target: { operator: '<', value: 50 } as const }),
    },
    {
      name: `${label} ${name} memory added by opening and asking`,
      value: residentBytes / MEGABYTE,
      unit: 'MB',
      ...(isOurs && label === '100k' && { target: { operator: '<', value: 60 } as const }),
    },
  ]
}

export const benchmark: Benchmark = {
  name: 'keyword-search',
  description:
    'keyword search beside MiniSearch, Orama (20k chunks only) and LanceDB: the same chunks, the same questions',
  async run(context) {
    const corpus = await keywordCorpus(context.dataFolder, LARGE)
    context.log(`${corpus.originalCount} chunks are the sets' own text, the others are recombined from its sentences`)
    return [...(await measureAt(SMALL, corpus, context)), ...(await measureAt(LARGE, corpus, context))]
  },
}
