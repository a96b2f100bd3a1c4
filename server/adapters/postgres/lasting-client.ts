import pg from 'pg'

export interface LastingClientOptions {
  readonly url: string
  readonly applicationName: string
  /** Called with each new connection; what it throws ends the connection, and another one is tried. */
  readonly onConnected: (client: pg.Client) => Promise<void>
  /** What keeps it away, each time that it is tried. */
  readonly onAway: (reason: string) => void
  /** Default 1 s. */
  readonly retryMs?: number
}

/** A connection of its own, outside of the pool, that is made again whenever it was lost. */
export interface LastingClient {
  /** Null while the database is away. */
  readonly current: pg.Client | null
  close(): Promise<void>
}

const RETRY_MS = 1000
const CONNECT_TIMEOUT_MS = 5000
/** A server that is cut off never says so; the system finds out. */
const KEEP_ALIVE_MS = 5000

/** Does not wait for the first connection. */
export function createLastingClient(options: LastingClientOptions): LastingClient {
  const { url, applicationName, onConnected, onAway, retryMs = RETRY_MS } = options
  let current: pg.Client | null = null
  let connecting: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    })
    client.on('error', ({ message }) => onAway(message))
    client.on('end', () => {
      if (current !== client) return
      current = null
      connectSoon()
    })
    try {
      await client.connect()
      await onConnected(client)
      current = client
    } catch (error) {
      onAway(String(error))
      await client.end().catch((failure: unknown) => onAway(String(failure)))
      connectSoon()
    }
  }

  function connectSoon(): void {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      connecting = connect()
    }, retryMs).unref()
  }

  connecting = connect()
  return {
    get current() {
      return current
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await connecting
      const last = current
      current = null
      await last?.end()
    },
  }
}
