import { connect, type Connection } from './connection.ts'

/** A connection for a program that runs for long and uses the library now and then. */
export interface IdleConnection {
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Connects when it is used. A running server is looked for each time: it may have stopped, or another may have been started. A data
 * folder that this process has opened itself is kept for a while, and then free again for a server or another command.
 */
export function createIdleConnection(idleMs: number): IdleConnection {
  let opened: Promise<Connection> | null = null
  let users = 0
  let timer: NodeJS.Timeout | undefined
  /** Two connections of one process would lock each other out. */
  let closing: Promise<void> = Promise.resolve()

  async function open(): Promise<Connection> {
    await closing
    return await connect({ ingest: false })
  }
  function letGo(): void {
    const past = opened
    opened = null
    if (past === null) return
    closing = past.then(
      async (connection) => await connection.close(),
      () => undefined, // It was never there: whoever wanted it has been told why.
    )
  }

  return {
    async use(work) {
      clearTimeout(timer)
      users += 1
      let keptMs = 0
      try {
        const connection = await (opened ??= open())
        if (connection.embedded) keptMs = idleMs
        return await work(connection)
      } finally {
        users -= 1
        if (users === 0 && keptMs > 0) timer = setTimeout(letGo, keptMs)
        else if (users === 0) letGo()
      }
    },
    async close() {
      clearTimeout(timer)
      letGo()
      await closing
    },
  }
}
