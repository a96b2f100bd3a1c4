import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { deleted, eventBusContract, listenTo } from '../../ports/event-bus.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createInProcessEventBus } from '../system/in-process-event-bus.ts'
import { connectRedis } from './redis-connection.ts'
import { createRedisEventBus } from './redis-event-bus.ts'
import { createRedisServer } from './testing/redis-server.ts'

const url = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''

async function createSubject(server = url) {
  const key = `test:${randomUUID()}`
  const closing: (() => Promise<void>)[] = []
  const logger = createRecordingLogger()
  /** As another process has it. */
  const another = async () => {
    const surroundings = { logger, metrics: createRecordingMetrics(), clock: createManualClock() }
    const connection = await connectRedis({ url: server, ...surroundings })
    const local = createInProcessEventBus(surroundings)
    const bus = await createRedisEventBus({ ...surroundings, connection, local, key, origin: randomUUID() })
    closing.push(async () => {
      await bus.close()
      connection.close()
    })
    return bus
  }
  const bus = await another()
  return {
    bus,
    another,
    logger,
    async cleanUp() {
      for (const close of closing) await close()
    },
  }
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => deleted(`${from + index}`))

describe.skipIf(url === '')('events through Redis (needs LEARNPATH_TEST_REDIS_URL)', () => {
  eventBusContract('redis', createSubject)

  test('connections that break under way lose nothing and repeat nothing', async () => {
    // Of its own: all that others hold would break, too.
    const server = await createRedisServer()
    await server.start()
    const { bus, another, cleanUp } = await createSubject(server.url)
    const heard = listenTo(await another())
    const admin = new Redis(server.url)
    for (let round = 0; round < 10; round += 1) {
      for (const event of numbered(round * 50, round * 50 + 50)) bus.publish(event)
      await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await expect.poll(() => heard.length, { timeout: 5000 }).toBe((round + 1) * 50)
    }
    expect(heard).toEqual(numbered(0, 500))
    admin.disconnect()
    await cleanUp()
    await server.kill()
  })

  test('while Redis is away each process hears itself; afterwards all hear what was told meanwhile', async () => {
    const server = await createRedisServer()
    await server.start()
    const { bus, another, logger, cleanUp } = await createSubject(server.url)
    const own = listenTo(bus)
    const other = listenTo(await another())
    bus.publish(deleted('before'))
    await expect.poll(() => other).toEqual([deleted('before')])

    await server.kill()
    for (const event of numbered(0, 200)) bus.publish(event)
    expect(own).toEqual([deleted('before'), ...numbered(0, 200)])
    await expect.poll(() => logger.lines.filter(({ level }) => level === 'warn').length).toBe(2) // One of each process.

    await server.start()
    await expect.poll(() => other.length, { timeout: 5000 }).toBe(201)
    bus.publish(deleted('after'))
    await expect.poll(() => other.at(-1)).toEqual(deleted('after'))
    expect(other).toEqual([deleted('before'), ...numbered(0, 200), deleted('after')])
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(2)
    await cleanUp()
    await server.kill()
  })
})
