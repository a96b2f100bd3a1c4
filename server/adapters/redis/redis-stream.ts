import type { Redis } from 'ioredis'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics, RedisPurpose } from '../../ports/metrics.ts'
import type { RedisConnection } from './redis-connection.ts'

export interface RedisStreamOptions {
  readonly connection: RedisConnection
  /** Processes with the same one hear each other. */
  readonly key: string
  /** Of this process; never used again. */
  readonly origin: string
  readonly purpose: RedisPurpose
  /** Called with what others have said, each once and in the order of each. */
  readonly hear: (text: string) => void
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'redisConnected'>
}

export interface RedisStream {
  /** Does not wait for Redis. */
  say(text: string): void
  /** What was said is sent, if Redis is there. */
  close(): Promise<void>
}

/** What a process that was cut off can still get. */
const STREAM_LENGTH = 2_000
/** Kept while Redis is away; of more, the oldest are lost to others. */
const OUTBOX_LENGTH = 1_000
const BATCH = 100
const SEND_PATIENCE_MS = 1_000
const BLOCK_MS = 5_000
const RETRY_MS = 200
const KNOWN_ORIGINS = 1_000

/**
 * What processes tell each other, by a stream and not by publish/subscribe: a process that was cut off reads on where it stopped, and
 * what was said while Redis was away is sent when it is back. All that one says is numbered, so that what was sent twice, because
 * nobody knows whether it had arrived, is heard once.
 */
export async function openRedisStream(options: RedisStreamOptions): Promise<RedisStream> {
  const outbox = createOutbox(options)
  const reader = createReader(options)
  const unsubscribe = options.connection.onReturn(() => outbox.wake())
  await reader.start()
  return {
    say: (text) => outbox.add(text),
    async close() {
      unsubscribe()
      await outbox.close()
      reader.close()
    },
  }
}

interface Outbox {
  add(text: string): void
  wake(): void
  close(): Promise<void>
}

function createOutbox({ connection, key, origin, purpose }: RedisStreamOptions): Outbox {
  const waiting: { readonly number: number; readonly text: string }[] = []
  let count = 0
  let sending: Promise<void> | null = null

  async function sendAll(): Promise<void> {
    for (let batch = waiting.slice(0, BATCH); batch.length > 0; batch = waiting.slice(0, BATCH)) {
      const sent = await connection.ask(
        purpose,
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
    add(text) {
      count += 1
      waiting.push({ number: count, text })
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
function createReader(options: RedisStreamOptions): Reader {
  const { connection, key, purpose, logger, metrics } = options
  const client = connection.open(2 * BLOCK_MS)
  const tell = createTeller(options)
  let position: string | null = null
  let ended = false
  let endPause: (() => void) | null = null

  // The outage itself is told by the connection for commands.
  client.on('error', ({ message }: Error) => logger.debug('reading from others was interrupted', { message }))
  client.on('close', () => {
    if (!ended) metrics.redisConnected(purpose, false)
  })

  async function readOnce(): Promise<void> {
    let reached = await positionIn(client, key, position)
    metrics.redisConnected(purpose, true)
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
        if (!ended) logger.debug('reading from others was interrupted', { message: String(error) })
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
          logger.debug('reading from others was interrupted', { message: String(error) })
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

/** Leaves out what this process has said itself, and what it has heard before. */
function createTeller({ origin, hear }: RedisStreamOptions): (fields: readonly string[]) => void {
  const heard = new Map<string, number>()
  return (fields) => {
    const [, from = '', , number = '0', , text = ''] = fields
    if (from === origin || Number(number) <= (heard.get(from) ?? 0)) return
    heard.delete(from)
    heard.set(from, Number(number))
    const [oldest] = heard.keys()
    if (heard.size > KNOWN_ORIGINS && oldest !== undefined) heard.delete(oldest)
    hear(text)
  }
}
