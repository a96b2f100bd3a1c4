import { randomBytes, randomUUID } from 'node:crypto'
import { createRedisCache } from '../../server/adapters/redis/redis-cache.ts'
import { connectRedis } from '../../server/adapters/redis/redis-connection.ts'
import { createRedisEventBus } from '../../server/adapters/redis/redis-event-bus.ts'
import { createRedisRateLimiter } from '../../server/adapters/redis/redis-rate-limiter.ts'
import { createRedisServer } from '../../server/adapters/redis/testing/redis-server.ts'
import { createInProcessCache } from '../../server/adapters/system/in-process-cache.ts'
import { createInProcessEventBus } from '../../server/adapters/system/in-process-event-bus.ts'
import { createInProcessRateLimiter } from '../../server/adapters/system/in-process-rate-limiter.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'

const CALLS = 3000
const AT_ONCE = 64
const HOUR_MS = 3_600_000
const LOOSE = { quota: 1_000_000, windowMs: 60_000 }

/** Milliseconds of calls one after the other. */
async function inARow(name: string, call: (index: number) => Promise<unknown>): Promise<Measurement[]> {
  const times: number[] = []
  for (let index = 0; index < CALLS; index += 1) {
    const startedAt = performance.now()
    await call(index)
    times.push(performance.now() - startedAt)
  }
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(share * sorted.length)] ?? 0
  return [
    { name: `${name}, one after the other: p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}, one after the other: p95`, value: at(0.95), unit: 'ms' },
  ]
}

async function manyAtOnce(name: string, call: (index: number) => Promise<unknown>): Promise<Measurement> {
  const startedAt = performance.now()
  for (let done = 0; done < CALLS; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => await call(done + index)))
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { name: `${name}, ${AT_ONCE} at once`, value: CALLS / seconds, unit: 'calls/s' }
}

/** As large as one of ten hits. */
const ANSWER = Buffer.from(
  JSON.stringify({ hits: Array.from({ length: 10 }, () => ({ text: randomBytes(1000).toString('hex') })) }),
)

export const benchmark: Benchmark = {
  name: 'redis',
  description: 'what it costs to ask a Redis server on the same machine: caches, rate limits, events',
  async run(): Promise<readonly Measurement[]> {
    const server = await createRedisServer()
    await server.start()
    const clock = createSystemClock()
    const surroundings = { clock, logger: createRecordingLogger(), metrics: createRecordingMetrics() }
    const connection = await connectRedis({ url: server.url, ...surroundings })
    const cache = createRedisCache({
      connection,
      prefix: 'bench:',
      local: createInProcessCache({ clock, maxBytes: 1_000_000 }),
    })
    const ownLimiter = createInProcessRateLimiter({ clock })
    const limiter = createRedisRateLimiter({ connection, prefix: 'bench:', local: ownLimiter })
    await cache.set('vector', randomBytes(384 * 4), HOUR_MS)
    await cache.set('answer', ANSWER, HOUR_MS)
    const vector = async () => await cache.get('vector')
    const answer = async () => JSON.parse(Buffer.from((await cache.get('answer')) ?? []).toString()) as unknown
    const take = async (index: number) => await limiter.take(`${index % 100}`, LOOSE)
    const measurements = [
      ...(await inARow('vector of a query', vector)),
      await manyAtOnce('vector of a query', vector),
      ...(await inARow(`answer of ${Math.round(ANSWER.length / 1000)} kB, parsed`, answer)),
      await manyAtOnce(`answer of ${Math.round(ANSWER.length / 1000)} kB, parsed`, answer),
      ...(await inARow('rate limit', take)),
      await manyAtOnce('rate limit', take),
      ...(await inARow('rate limit in the process', async (index) => await ownLimiter.take(`${index % 100}`, LOOSE))),
    ]

    const open = async () => {
      const local = createInProcessEventBus(surroundings)
      return await createRedisEventBus({ ...surroundings, connection, local, key: 'events', origin: randomUUID() })
    }
    const [one, other] = [await open(), await open()]
    let heard = (): void => undefined
    other.subscribe(() => heard())
    const event = async (index: number) => {
      await new Promise<void>((resolve) => {
        heard = resolve
        one.publish({ type: 'document-deleted', collectionId: 'col_1', documentId: `${index}` })
      })
    }
    measurements.push(...(await inARow('event until another process has it', event)))
    await one.close()
    await other.close()
    connection.close()
    await server.kill()
    return measurements
  },
}
