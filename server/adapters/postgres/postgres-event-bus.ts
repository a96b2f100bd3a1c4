import { ProgressEvent } from '@learnpath/contracts'
import pg from 'pg'
import type { EventBus } from '../../ports/event-bus.ts'
import type { Logger } from '../../ports/logger.ts'
import { createLastingClient } from './lasting-client.ts'
import { readLoggedChanges } from './logged-changes.ts'

export interface PostgresEventBusOptions {
  readonly url: string
  /** Delivers in this process. */
  readonly local: EventBus
  /** Of this process; without a space, never used again. */
  readonly origin: string
  readonly logger: Logger
  /** Default `public`; processes with the same one hear each other. */
  readonly schema?: string
  /** How often the change log is looked at for what was not told; default 2 s. */
  readonly lookMs?: number
}

export interface PostgresEventBus extends EventBus {
  close(): Promise<void>
}

const LOOK_MS = 2000
/** NOTIFY takes less than 8000 bytes. */
const MOST_BYTES = 7900
/** Events kept while the database is away; of more, the oldest are told in this process only. */
const OUTBOX_LENGTH = 1000

/**
 * Events of all processes by NOTIFY. Documents that were published or deleted are told from the change log, too, so that nobody misses
 * one: neither who was cut off, nor when the process that made the change died before it could tell.
 */
export function createPostgresEventBus(options: PostgresEventBusOptions): PostgresEventBus {
  const { url, local, origin, logger, schema = 'public', lookMs = LOOK_MS } = options
  const channel = `learnpath_events_${schema}`
  const waiting: string[] = []
  let sending: Promise<void> | null = null
  let looking: Promise<void> | null = null
  /** Null before the log was seen for the first time. */
  let seen: number | null = null

  const connection = createLastingClient({
    url,
    applicationName: 'learnpath-events',
    onAway: (reason) => logger.debug('hearing of other processes was interrupted', { reason }),
    async onConnected(client) {
      client.on('notification', ({ payload = '' }) => tell(payload))
      await client.query(`set search_path to ${pg.escapeIdentifier(schema)}`)
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      send(client)
    },
  })

  function tell(payload: string): void {
    const space = payload.indexOf(' ')
    if (payload.slice(0, space) === origin) return
    const event = ProgressEvent.safeParse(parsed(payload.slice(space + 1)))
    // Of another release: its listeners know what to do with it, ours do not.
    if (event.success) local.publish(event.data)
  }

  function send(client = connection.current): void {
    if (client !== null) {
      sending ??= sendAll(client).finally(() => {
        sending = null
      })
    }
  }

  async function sendAll(client: pg.Client): Promise<void> {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        await client.query('select pg_notify($1, $2)', [channel, next])
      } catch (error) {
        logger.debug('an event could not be told to other processes', { error: String(error) })
        return // It is sent when the connection is there again.
      }
      waiting.shift()
    }
  }

  async function look(client: pg.Client): Promise<void> {
    try {
      const changes = await readLoggedChanges(client, seen)
      seen = changes.latest
      for (const event of changes.events) local.publish(event)
    } catch (error) {
      logger.debug('the change log could not be looked at', { error: String(error) })
    }
  }

  const timer = setInterval(() => {
    const client = connection.current
    if (client === null) return
    send()
    looking ??= look(client).finally(() => {
      looking = null
    })
  }, lookMs).unref()

  return {
    subscribe: (listener) => local.subscribe(listener),
    publish(event) {
      local.publish(event)
      const text = `${origin} ${JSON.stringify(event)}`
      if (Buffer.byteLength(text) > MOST_BYTES) return
      waiting.push(text)
      if (waiting.length > OUTBOX_LENGTH) waiting.shift()
      send()
    },
    async close() {
      clearInterval(timer)
      send()
      await sending
      await looking
      await connection.close()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Not of this product.
  }
}
