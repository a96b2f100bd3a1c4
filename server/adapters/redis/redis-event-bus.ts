import { ProgressEvent } from '@learnpath/contracts'
import type { Redis } from 'ioredis'
import type { EventBus } from '../../ports/event-bus.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { RedisConnection } from './redis-connection.ts'

export interface RedisEventBusOptions {
  readonly connection: RedisConnection
  /** Delivers in this process. */
  readonly local: EventBus
  /** Of the events' stream: processes with the same one hear each other. */
  readonly key: string
  /** Of this process; never used again. */
  readonly origin: string
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'redisConnected'>
}

export interface RedisEventBus extends EventBus {
  /** What was published is sent, if Redis is there. */
  close(): Promise<void>
}

/** Events that a process which was cut off can still get. */
const STREAM_LENGTH = 2_000
/** Events kept while Redis is away; of more, the oldest are told in this process only. */
const OUTBOX_LENGTH = 1_000
const BATCH = 100
const SEND_PATIENCE_MS = 1_000
const BLOCK_MS = 5_000
const RETRY_MS = 200
const KNOWN_ORIGINS = 1_000

/**
 * Events of all processes by a stream, not by publish/subscribe: a process that was cut off reads on where it stopped, and what was
 * published while Redis was away is sent when it is back. Each event is numbered by its origin, so that one that was sent twice,
 * because nobody knows whether it had arrived, is told once.
 */
export async function createRedisEventBus(options: RedisEventBusOptions): Promise<RedisEventBus> {
  const { local, connection } = options
  const outbox = createOutbox(options)
  const reader = createReader(options)
  const unsubscribe = connection.onReturn(() => outbox.wake())
  await reader.start()
  return {
    subscribe: (listener) => local.subscribe(listener),
    publish(event) {
      local.publish(event)
      outbox.add(event)
    },
    async close() {
      unsubscribe()
      await outbox.close()
      reader.close()
    },
  }
}

interface Outbox {
  add(event: ProgressEvent): void
  wake(): void
  close(): Promise<void>
}

function createOutbox({ connection, key, origin }: RedisEventBusOptions): Outbox {
  const waiting: { readonly number: number; readonly text: string }[] = []
  let count = 0
  let sending: Promise<void> | null = null

  async function sendAll(): Promise<void> {
    for (let batch = waiting.slice(0, BATCH); batch.length > 0; batch = waiting.slice(0, BATCH)) {
      const sent = await connection.ask(
        'events',
        async (client) =>
          await Promise.all(
            batch.map(
              async ({ number, text }) =>
                await client.xadd(key, 'MAXLEN', '~', STREAM_LENGTH, '*', 'o', origin, 'n', number, 'e', text),
            ),
          ),
        SEND_PATIENCE_MS,
      )
      if (sent === null) return // The next event, or the return of Redis, comes back to them.
      const last = batch.at(-1)?.number ?? 0
      while ((waiting[0]?.number ?? Infinity) <= last) waiting.shift()
    }
  }

  function wake(): void {
    sending ??= sendAll().finally(() => {
      sending = null
    })
  }

  return {
    wake,
    add(event) {
      count += 1
      waiting.push({ number: count, text: JSON.stringify(event) })
      if (waiting.length > OUTBOX_LENGTH) waiting.shift()
      wake()
    },
    async close() {
      wake()
      await sending
    },
  }
}

interface Reader {
  start(): Promise<void>
  close(): void
}

/** Follows the stream from its end at the start. */
function createReader(options: RedisEventBusOptions): Reader {
  const { connection, key, logger, metrics } = options
  const client = connection.open(2 * BLOCK_MS)
  const tell = createTeller(options)
  let position: string | null = null
  let ended = false
  let endPause: (() => void) | null = null

  // The outage itself is told by the connection for commands.
  client.on('error', ({ message }: Error) => logger.debug('reading events was interrupted', { message }))
  client.on('close', () => {
    if (!ended) metrics.redisConnected('events', false)
  })

  async function readOnce(): Promise<void> {
    let reached = await positionIn(client, key, position)
    metrics.redisConnected('events', true)
    for (;;) {
      position = reached
      const streams = await client.xread('COUNT', STREAM_LENGTH, 'BLOCK', BLOCK_MS, 'STREAMS', key, reached)
      for (const [id, fields] of streams?.[0]?.[1] ?? []) {
        reached = id
        if (!ended) tell(fields)
      }
    }
  }

  async function readOn(): Promise<void> {
    while (!ended) {
      await readOnce().catch((error: unknown) => {
        if (!ended) logger.debug('reading events was interrupted', { message: String(error) })
      })
      if (!ended) await pause()
    }
  }

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      endPause = resolve
      setTimeout(resolve, RETRY_MS).unref()
    })
  }

  return {
    async start() {
      // What is published from now on is heard, if Redis is there.
      if (connection.state().isThere) {
        position = await positionIn(client, key, null).catch((error: unknown) => {
          logger.debug('reading events was interrupted', { message: String(error) })
          return null
        })
      }
      void readOn()
    },
    close() {
      ended = true
      // What it waits for while Redis is away never comes.
      client.disconnect()
      endPause?.()
    },
  }
}

/** Where to read on: a stream that ends before the place reached is another one, of a server that has lost its data. */
async function positionIn(client: Redis, key: string, reached: string | null): Promise<string> {
  const [newest] = await client.xrevrange(key, '+', '-', 'COUNT', 1)
  const last = newest?.[0] ?? '0-0'
  if (reached === null) return last
  return isAfter(reached, last) ? '0-0' : reached
}

function isAfter(one: string, other: string): boolean {
  const [oneMs = 0, oneCount = 0] = one.split('-').map(Number)
  const [otherMs = 0, otherCount = 0] = other.split('-').map(Number)
  return oneMs > otherMs || (oneMs === otherMs && oneCount > otherCount)
}

/** Tells this process what others have published. */
function createTeller({ local, origin, logger }: RedisEventBusOptions): (fields: readonly string[]) => void {
  const heard = new Map<string, number>()
  return (fields) => {
    const [, from = '', , number = '0', , text = ''] = fields
    if (from === origin || Number(number) <= (heard.get(from) ?? 0)) return
    heard.delete(from)
    heard.set(from, Number(number))
    const [oldest] = heard.keys()
    if (heard.size > KNOWN_ORIGINS && oldest !== undefined) heard.delete(oldest)
    const event = ProgressEvent.safeParse(parsed(text))
    if (event.success) local.publish(event.data)
    // As of another version of the program, while one is put in the place of the other.
    else logger.debug('an event of another process is not known here', { from })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Which is no event.
  }
}
