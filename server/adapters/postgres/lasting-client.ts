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
  readonly signs?: SignsOfLife
}

export interface SignsOfLife {
  /** How often the server is asked for one; default 5 s. */
  readonly askMs: number
  /** How long it may take to give one; default 5 s. */
  readonly answerMs: number
}

/** A connection of its own, outside of the pool, that is made again whenever it was lost or the server has fallen silent. */
export interface LastingClient {
  /** Null while the database is away. */
  readonly current: pg.Client | null
  /** Ends once it is connected for the first time, or has found the database away. */
  readonly tried: Promise<void>
  close(): Promise<void>
}

const RETRY_MS = 1000
const CONNECT_TIMEOUT_MS = 5000
const SIGNS: SignsOfLife = { askMs: 5000, answerMs: 5000 }

/** Does not wait for the first connection. */
export function createLastingClient(options: LastingClientOptions): LastingClient {
  const { url, applicationName, onConnected, onAway, retryMs = RETRY_MS, signs = SIGNS } = options
  let current: pg.Client | null = null
  let connecting: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    })
    client.on('error', ({ message }) => onAway(message))
    client.on('end', () => {
      if (current !== client) return
      current = null
      connectSoon()
    })
    try {
      await client.connect()
      await answered(client, onConnected(client))
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

  /** Ends the connection when what was asked of it takes too long. */
  async function answered(client: pg.Client, answer: Promise<unknown>): Promise<void> {
    const patience = setTimeout(() => {
      onAway(`no sign of life for ${signs.answerMs} ms`)
      // With a statement under way, that ends the socket.
      void client.end()
    }, signs.answerMs)
    try {
      await answer
    } finally {
      clearTimeout(patience)
    }
  }

  /** Who only listens would never find out that the network is cut: nobody says so, and nothing is sent that could get lost. */
  async function askForSign(client: pg.Client): Promise<void> {
    try {
      await answered(client, client.query('select 1'))
    } catch (error) {
      onAway(String(error))
    }
  }

  let asking: Promise<void> | null = null
  const asker = setInterval(() => {
    if (current === null) return
    asking ??= askForSign(current).finally(() => {
      asking = null
    })
  }, signs.askMs).unref()

  connecting = connect()
  return {
    tried: connecting,
    get current() {
      return current
    },
    async close() {
      closed = true
      clearTimeout(timer)
      clearInterval(asker)
      await connecting
      await asking
      const last = current
      current = null
      await last?.end()
    },
  }
}
