import { setTimeout as sleep } from 'node:timers/promises'
import { LearnPathError, type LearnPathClient } from '@learnpath/contracts'
import { environment } from '../../server/app/environment.ts'
import type { LearnPath, LogForm, StartOptions } from '../../server/app/learnpath.ts'
import { readLogin } from '../../server/app/login-file.ts'
import { readSettings, type Settings } from '../../server/app/settings.ts'

/** A way to the library: a server that runs, or the program itself started for this command. */
export interface Connection {
  readonly client: LearnPathClient
  /** Of the server, or of the one that these settings would start. */
  readonly address: string
  readonly embedded: boolean
  /** Resolves when Ctrl-C or a signal asks to stop. From then on the caller stops: by itself a signal ends the process. */
  toldToStop(): Promise<void>
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Whether an embedded program reads documents and follows watched folders, or only answers. */
  readonly ingest: boolean
}

/** Another command may have the folder for a moment, on a slow machine for some seconds. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 100
const NO_SOCKET = 'http://127.0.0.1'

/** @throws LP_HOME_LOCKED when another process keeps the data folder and serves nobody */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const settings = readSettings(environment())
  const { serverUrl, apiKey } = settings.identity.client
  const login = readLogin(settings.home)
  const url = serverUrl ?? login?.url ?? null
  if (url !== null) return await connectTo(url, apiKey ?? (login?.url === url ? login.key : null))
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const { findRunningServer } = await import('../../server/app/running-server.ts')
    const running = await findRunningServer(settings.home, apiKey)
    if (running !== null) return connectionTo(running)
    try {
      return await embed(settings, options)
    } catch (failure) {
      const locked = failure instanceof LearnPathError && failure.code === 'LP_HOME_LOCKED'
      if (!locked || performance.now() > deadline) throw failure
      await sleep(PAUSE_MS)
    }
  }
}

/** A server elsewhere. */
async function connectTo(url: string, key: string | null): Promise<Connection> {
  const [{ createClient }, { withKey }] = await Promise.all([
    import('@learnpath/contracts'),
    import('../../server/app/with-key.ts'),
  ])
  return connectionTo({ client: createClient({ baseUrl: url, fetch: withKey(key) }), url })
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const INTERRUPTED = 130

function connectionTo({ client, url }: { readonly client: LearnPathClient; readonly url: string }): Connection {
  return {
    client,
    address: url,
    embedded: false,
    toldToStop: async () => await new Promise((resolve) => SIGNALS.map((signal) => process.once(signal, resolve))),
    close: async () => await Promise.resolve(),
  }
}

/** Words for people; JSON lines for a server whose output a program collects, and for whoever has set a log level. */
export function logFormFor(use: 'command' | 'server'): LogForm {
  if ((environment()['LEARNPATH_LOG_LEVEL'] ?? '') !== '') return 'json'
  return use === 'command' || process.stderr.isTTY ? 'words' : 'json'
}

async function embed(
  settings: Settings,
  options: ConnectOptions & Pick<StartOptions, 'study' | 'repeatable'>,
): Promise<Connection> {
  const { startLearnPath } = await import('../../server/app/learnpath.ts')
  const learnPath: LearnPath = await startLearnPath(settings, { ...options, logForm: logFormFor('command') })
  const { createClient } = await import('@learnpath/contracts')
  const client = createClient({ baseUrl: NO_SOCKET, fetch: async (request) => await answerOf(learnPath, request) })
  let onSignal: () => void = () => void learnPath.stop().then(() => process.exit(INTERRUPTED))
  const listener = () => onSignal()
  for (const signal of SIGNALS) process.once(signal, listener)
  return {
    client,
    address: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}`,
    embedded: true,
    toldToStop: async () => await new Promise<void>((resolve) => (onSignal = resolve)),
    async close() {
      for (const signal of SIGNALS) process.off(signal, listener)
      await learnPath.stop()
    },
  }
}

/** As over a socket, an answer that streams ends when its request is given up. */
async function answerOf(learnPath: LearnPath, request: Request): Promise<Response> {
  const response = await learnPath.fetch(request)
  if (response.body === null) return response
  return new Response(response.body.pipeThrough(new TransformStream(), { signal: request.signal }), response)
}

export interface TemporaryLibraryOptions {
  /** Data folder of its own; made when it is missing. Models are the person's. */
  readonly folder: string
  /** Whether what the documents teach is worked out, for plans and quizzes. */
  readonly study: boolean
  /** Whether the same documents give the same library, down to its ids: documents are read one after the other. */
  readonly repeatable: boolean
}

/** Runs the work with a library beside the person's, started for this command. */
export async function withTemporaryLibrary<T>(
  { folder, study, repeatable }: TemporaryLibraryOptions,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const settings = readSettings(environment())
  const own = { ...settings, home: folder, ...(repeatable && { parseConcurrency: 1 }) }
  const connection = await embed(own, { ingest: true, study, repeatable })
  try {
    return await work(connection)
  } finally {
    await connection.close()
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
