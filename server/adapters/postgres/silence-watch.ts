import pg from 'pg'

export interface SilenceWatchOptions {
  readonly url: string
  /** Told when connections are given up. */
  readonly onSilent: (connections: number) => void
  readonly times?: SilenceTimes
}

export interface SilenceTimes {
  /** How often waiting connections are looked at. */
  readonly lookMs: number
  /** How long a statement may take before anybody wonders. */
  readonly wonderMs: number
  /** How long the server may take to answer a new connection. */
  readonly answerMs: number
}

/** Gives up connections to a server that has fallen silent. */
export interface SilenceWatch {
  /** The client waits for an answer from now on. @returns what ends that */
  waiting(client: pg.ClientBase): () => void
  stop(): void
}

const TIMES: SilenceTimes = { lookMs: 2000, wonderMs: 5000, answerMs: 5000 }
/** New connections in a row without an answer after which it is silent, and not slow. */
const MISSES = 2
const UNANSWERED: ReadonlySet<unknown> = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'])

/** Whoever refuses is there. The driver gives its own errors of time no code. */
const isOfSomebody = (error: unknown): boolean =>
  !/timeout/iu.test(String(error)) && !(error instanceof Error && 'code' in error && UNANSWERED.has(error.code))

/**
 * On a network that is cut nobody says so, and the system takes a quarter of an hour to find out; when it is mended, what waits is sent again
 * only after about as long as the cut was. So when a statement takes long, a new connection is tried: if that is answered, the statement is
 * slow and goes on; if not, whatever waits is ended, and says that the database cannot be reached.
 */
export function createSilenceWatch({ url, onSilent, times = TIMES }: SilenceWatchOptions): SilenceWatch {
  const { lookMs, wonderMs, answerMs } = times
  const waiting = new Map<object, { readonly client: pg.ClientBase; readonly since: number }>()
  let misses = 0
  let asking = false

  async function isAnswered(): Promise<boolean> {
    const options = { connectionString: url, connectionTimeoutMillis: answerMs, query_timeout: answerMs }
    const client = new pg.Client({ ...options, application_name: 'learnpath-probe' })
    client.on('error', () => undefined) // It is told by what is asked.
    try {
      await client.connect()
      await client.query('select 1')
      return true
    } catch (error) {
      return isOfSomebody(error)
    } finally {
      void client.end()
    }
  }

  async function look(): Promise<void> {
    const since = performance.now() - wonderMs
    const late = [...waiting].filter(([, entry]) => entry.since < since)
    misses = late.length > 0 && !(await isAnswered()) ? misses + 1 : 0
    if (misses < MISSES) return
    const silent = late.filter(([statement]) => waiting.has(statement))
    if (silent.length > 0) onSilent(silent.length)
    // With a statement under way, that ends the socket.
    for (const [, { client }] of silent) if (client instanceof pg.Client) void client.end()
  }

  const timer = setInterval(() => {
    if (asking || waiting.size === 0) return
    asking = true
    void look().finally(() => {
      asking = false
    })
  }, lookMs).unref()

  return {
    waiting(client) {
      const statement = {}
      waiting.set(statement, { client, since: performance.now() })
      return () => waiting.delete(statement)
    },
    stop: () => clearInterval(timer),
  }
}
