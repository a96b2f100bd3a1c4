import { settled } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { usageOf, type Usage } from '../private-servers.ts'
import { prepareLibrary, startEmbedded, startScaled, type Setup } from './loaded-setups.ts'
import { cachedRequests, uncachedRequests } from './mixed-requests.ts'
import { atEase, failedOf, inHaste, latency, USERS, type Load } from './users.ts'

/** In all of one set-up; LEARNPATH_BENCH_REQUESTS makes it fewer while something is tried. */
const REQUESTS = Number(process.env['LEARNPATH_BENCH_REQUESTS'] ?? 10_000)
const UNCACHED = REQUESTS * 0.35
const CACHED = REQUESTS * 0.55
const EASE = { perSecond: 50, seconds: (REQUESTS * 0.1) / 50 }
const MB = 1e6
/** At rest is who takes less than this share of a core for so long. */
const REST_MS = 2000
const REST_SHARE = 0.1
/** What a process runs often it compiles anew, once in its life, in its first thousand requests. */
const WARM_UP = USERS * 10

interface Promised {
  readonly perSecond?: number
  readonly searchP95Ms?: number
}

const atLeast = (value: number | undefined) =>
  value === undefined ? {} : { target: { operator: '>=' as const, value } }
const below = (value: number | undefined) => (value === undefined ? {} : { target: { operator: '<' as const, value } })

function measured(name: string, load: Load, { perSecond, searchP95Ms }: Promised): Measurement[] {
  const { answered, seconds } = load
  const failed = failedOf(load)
  const ms = (what: string, value: number): Measurement => ({ name: `${name}: ${what}`, value, unit: 'ms' })
  return [
    { name: `${name}: requests`, value: (answered.length - failed) / seconds, unit: '1/s', ...atLeast(perSecond) },
    ms('p50', latency(load, 0.5)),
    ms('p95', latency(load, 0.95)),
    ms('p99', latency(load, 0.99)),
    ms('search p50', latency(load, 0.5, 'search')),
    { ...ms('search p95', latency(load, 0.95, 'search')), ...below(searchP95Ms) },
    ms('ask p95', latency(load, 0.95, 'ask')),
    ms('quiz p95', latency(load, 0.95, 'quiz')),
    ms('upload p95', latency(load, 0.95, 'upload')),
    { name: `${name}: failed`, value: (100 * failed) / answered.length, unit: '%', ...below(0.1) },
  ]
}

async function usages(setup: Setup): Promise<Map<string, Usage>> {
  const processes = Object.entries(await setup.processes())
  return new Map(await Promise.all(processes.map(async ([name, ids]) => [name, await usageOf(ids)] as const)))
}

/** Each process makes its index of vectors when it first starts: what is measured along would be that. */
async function atRest(setup: Setup): Promise<void> {
  const processorMs = async (): Promise<number> =>
    [...(await usages(setup)).values()].reduce((sum, usage) => sum + usage.processorMs, 0)
  for (let before = await processorMs(); ;) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
    const now = await processorMs()
    if (now - before < REST_MS * REST_SHARE) return
    before = now
  }
}

/** Processor time that each process took for a request: what is used up first shows here. */
function processorTimes(setup: string, before: Map<string, Usage>, after: Map<string, Usage>, requests: number) {
  return [...after].map(([name, { processorMs }]): Measurement => {
    const used = processorMs - (before.get(name)?.processorMs ?? 0)
    return { name: `${setup}, uncached: processor time of ${name}`, value: used / requests, unit: 'ms/request' }
  })
}

async function measure(setup: Setup, context: BenchmarkContext): Promise<Measurement[]> {
  const { name, url, client, sources } = setup
  const isScaled = name === 'scaled'
  // The first of each kind open what is opened late as well.
  await inHaste(url, uncachedRequests(sources, 'warm'), WARM_UP)
  await settled(client)
  context.log(`${name}: until it is at rest`)
  await atRest(setup)
  context.log(`${name}: at ease`)
  const ease = await atEase(url, uncachedRequests(sources, 'ease'), EASE)
  await settled(client)
  context.log(`${name}: every question a new one`)
  const before = await usages(setup)
  const uncached = await inHaste(url, uncachedRequests(sources, 'new'), UNCACHED)
  const readMs = await settled(client)
  const after = await usages(setup)
  context.log(`${name}: the same questions again`)
  await inHaste(url, cachedRequests(sources), USERS * 2)
  const cached = await inHaste(url, cachedRequests(sources), CACHED)
  const memory = [...(await usages(setup))].map(([process, { residentBytes }]): Measurement => ({
    name: `${name}: memory of ${process}`,
    value: residentBytes / MB,
    unit: 'MB',
  }))
  return [
    ...measured(`${name}, ${EASE.perSecond} a second`, ease, isScaled ? { searchP95Ms: 100 } : {}),
    ...measured(`${name}, uncached`, uncached, isScaled ? { perSecond: 50 } : {}),
    { name: `${name}, uncached: until all uploads were read`, value: readMs, unit: 'ms' },
    ...processorTimes(name, before, after, uncached.answered.length),
    ...measured(`${name}, cached`, cached, isScaled ? { perSecond: 500 } : {}),
    ...memory,
  ]
}

export const benchmark: Benchmark = {
  name: 'load-scaled',
  description: `${USERS} users, ${REQUESTS} requests of search, ask, quiz and upload: one process, and services on PostgreSQL and Redis`,
  async run(context) {
    const library = await prepareLibrary(context)
    const measurements: Measurement[] = []
    for (const start of [startEmbedded, startScaled]) {
      const setup = await start(context, library)
      try {
        measurements.push(...(await measure(setup, context)))
      } finally {
        await setup.stop()
      }
    }
    return measurements
  },
}
