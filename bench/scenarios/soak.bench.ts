import { settled } from '../../tools/product-process.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { usageOf } from '../private-servers.ts'
import { prepareLibrary, startScaled, type Setup } from './loaded-setups.ts'
import { uncachedRequests } from './mixed-requests.ts'
import { atEase, failedOf, inHaste, latency, USERS } from './users.ts'

/** `LEARNPATH_BENCH_MINUTES=60 npm run bench -- soak` for longer. */
const MINUTES = Number(process.env['LEARNPATH_BENCH_MINUTES'] ?? 10)
/** Share of what the set-up can do. */
const SHARE = 0.3
const PROBE_REQUESTS = 1000
/** Caches fill and heaps find their size before this share of the time is over; growth counts from there. */
const WARM_UP = 0.3
const SAMPLE_MS = 2000
const MB = 1e6

interface Sample {
  readonly hours: number
  readonly megabytes: number
}

type Memory = Map<string, Sample[]>

/** Slope of the line through the samples with the least squares, in MB an hour. */
function slopeOf(samples: readonly Sample[]): number {
  const meanOf = (key: keyof Sample): number => samples.reduce((sum, one) => sum + one[key], 0) / samples.length
  const [hours, megabytes] = [meanOf('hours'), meanOf('megabytes')]
  const together = samples.reduce((sum, one) => sum + (one.hours - hours) * (one.megabytes - megabytes), 0)
  return together / samples.reduce((sum, one) => sum + (one.hours - hours) ** 2, 0)
}

/** Looks at the memory of each process until told to stop. @returns how to stop */
function watchMemory(setup: Setup): () => Promise<Memory> {
  const memory: Memory = new Map()
  const started = performance.now()
  let going = true
  const watch = async (): Promise<void> => {
    while (going) {
      for (const [name, ids] of Object.entries(await setup.processes())) {
        const { residentBytes } = await usageOf(ids)
        const sample = { hours: (performance.now() - started) / 3_600_000, megabytes: residentBytes / MB }
        memory.set(name, [...(memory.get(name) ?? []), sample])
      }
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
    }
  }
  const watching = watch()
  return async () => {
    going = false
    await watching
    return memory
  }
}

/** Whether growth comes to an end shows in the course only. */
const COURSE = { 'after a quarter': 0.25, 'after half': 0.5, 'after three quarters': 0.75 }
/** Around each of these times, as single ones may be just before a garbage collection. */
const SAMPLES_EACH = 15

function meanAround(samples: readonly Sample[], share: number): number {
  const middle = Math.floor(samples.length * share)
  const around = samples.slice(Math.max(0, middle - SAMPLES_EACH), middle + SAMPLES_EACH)
  return around.reduce((sum, { megabytes }) => sum + megabytes, 0) / around.length
}

function growthOf(name: string, samples: readonly Sample[]): Measurement[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP))
  return [
    ...Object.entries(COURSE).map(([when, share]) => ({
      name: `memory of ${name}, ${when}`,
      value: meanAround(samples, share),
      unit: 'MB',
    })),
    { name: `memory of ${name}, at the end`, value: samples.at(-1)?.megabytes ?? Number.NaN, unit: 'MB' },
    { name: `memory of ${name}, growth`, value: slopeOf(warm), unit: 'MB/h' },
  ]
}

async function soak(setup: Setup, context: BenchmarkContext): Promise<Measurement[]> {
  const { url, client, sources } = setup
  await inHaste(url, uncachedRequests(sources, 'warm'), USERS * 2)
  await settled(client)
  const probe = await inHaste(url, uncachedRequests(sources, 'probe'), PROBE_REQUESTS)
  const readMs = await settled(client)
  // What was only taken in has to be read as well before it counts as done.
  const perSecond = (SHARE * probe.answered.length) / (probe.seconds + readMs / 1000)
  context.log(`${perSecond.toFixed(1)} requests a second for ${MINUTES} minutes`)
  const stopWatching = watchMemory(setup)
  const load = await atEase(url, uncachedRequests(sources, 'soak'), { perSecond, seconds: MINUTES * 60 })
  const memory = await stopWatching()
  const failed = failedOf(load)
  return [
    { name: 'minutes', value: MINUTES, unit: 'min' },
    { name: 'requests', value: load.answered.length / load.seconds, unit: '1/s' },
    {
      name: 'failed',
      value: (100 * failed) / load.answered.length,
      unit: '%',
      target: { operator: '<', value: 0.1 },
    },
    { name: 'search p95', value: latency(load, 0.95, 'search'), unit: 'ms' },
    { name: 'all p99', value: latency(load, 0.99), unit: 'ms' },
    ...[...memory].flatMap(([name, samples]) => growthOf(name, samples)),
  ]
}

export const benchmark: Benchmark = {
  name: 'soak',
  description: `mixed load by ${USERS} users at ${SHARE * 100} % of what the services on PostgreSQL and Redis can do, for ${MINUTES} minutes`,
  async run(context) {
    const setup = await startScaled(context, await prepareLibrary(context))
    try {
      return await soak(setup, context)
    } finally {
      await setup.stop()
    }
  },
}
