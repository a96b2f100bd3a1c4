import { setTimeout as sleep } from 'node:timers/promises'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { environment } from '../../server/app/environment.ts'
import type { LearnPath } from '../../server/app/learnpath.ts'
import { readSettings, type Settings } from '../../server/app/settings.ts'

/** A way to the library: a server that runs, or the program itself started for this command. */
export interface Connection {
  readonly client: LearnPathClient
  readonly embedded: boolean
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Whether an embedded program reads documents and follows watched folders, or only answers. */
  readonly ingest: boolean
}

/** Another command may have the folder for a moment. */
const PATIENCE_MS = 2000
const PAUSE_MS = 100
const NO_SOCKET = 'http://127.0.0.1'

/** @throws LP_HOME_LOCKED when another process keeps the data folder and serves nobody */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const settings = readSettings(environment())
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const { findRunningServer } = await import('../../server/app/running-server.ts')
    const running = await findRunningServer(settings.home)
    if (running !== null) return { client: running.client, embedded: false, close: async () => await Promise.resolve() }
    try {
      return await embed(settings, options)
    } catch (failure) {
      const locked = failure instanceof LearnPathError && failure.code === 'LP_HOME_LOCKED'
      if (!locked || performance.now() > deadline) throw failure
      await sleep(PAUSE_MS)
    }
  }
}

async function embed(settings: Settings, options: ConnectOptions): Promise<Connection> {
  const { startLearnPath } = await import('../../server/app/learnpath.ts')
  const quiet = environment()['LEARNPATH_LOG_LEVEL'] === undefined
  const learnPath: LearnPath = await startLearnPath(quiet ? { ...settings, logLevel: 'error' } : settings, options)
  const { createClient } = await import('@learnpath/contracts')
  const client = createClient({ baseUrl: NO_SOCKET, fetch: async (request) => await learnPath.fetch(request) })
  const stop = () => void learnPath.stop().then(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return {
    client,
    embedded: true,
    async close() {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
      await learnPath.stop()
    },
  }
}

/** Runs the work with a connection and closes it, whatever happens. */
export async function withConnection<T>(
  options: ConnectOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(options)
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
