import { spawn, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createClient, type LearnPathClient } from '@learnpath/contracts'
import { freePort } from './free-port.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Often enough for whoever waits, and no load for a machine on which several processes start at once. */
const ASK_EVERY_MS = 25
/** Of a machine that does much else: the time is no promise, only the end of waiting for what will never be. */
const READY_WITHIN_MS = 90_000
const BUILT_PROGRAM = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url))

export interface ProductProcess {
  readonly url: string
  readonly client: LearnPathClient
  readonly process: ChildProcess
  /** From the start of the process until /health/ready first said yes, in milliseconds. */
  readonly readyMs: number
  /** Processor time that it took until then, of all its threads: hardly depends on what else the machine does. */
  readonly readyProcessorMs: number
  /** All that the process wrote so far. */
  output(): string
  /** Resident bytes of the process and everything it started. */
  residentBytes(): Promise<number>
  /** Sends the signal and resolves with the exit code, or the signal's name when it was killed. */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

/** Starts the built product as its users do and waits until it is ready. */
export async function startProduct(options: {
  readonly home: string
  readonly environment?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** How often it is asked whether it is ready: as exactly as that `readyMs` is known. */
  readonly askEveryMs?: number
  /** Default: a free one. */
  readonly port?: number
  /** Put before the program, such as `ip netns exec NAME`. */
  readonly prefix?: readonly string[]
  /** Where it listens; default: this machine's own. */
  readonly host?: string
  /** Of each half of the young heap. Default: as `npm start` does, which saves memory. */
  readonly youngSpaceMb?: number
}): Promise<ProductProcess> {
  const port = options.port ?? (await freePort())
  const url = `http://${options.host ?? '127.0.0.1'}:${port}`
  const started = performance.now()
  const program = [process.execPath, `--max-semi-space-size=${options.youngSpaceMb ?? 4}`, BUILT_PROGRAM, 'serve']
  const [command = '', ...args] = [...(options.prefix ?? []), ...program]
  const child = spawn(command, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      LEARNPATH_HOME: options.home,
      LEARNPATH_PORT: String(port),
      ...(options.host !== undefined && { LEARNPATH_HOST: options.host }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 1))
  })
  const deadline = started + (options.timeoutMs ?? READY_WITHIN_MS)
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the product did not get ready:\n${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, options.askEveryMs ?? ASK_EVERY_MS))
  }
  const readyMs = performance.now() - started
  const readyProcessorMs = await processorMs(child.pid ?? 0)
  return {
    url,
    client: createClient({ baseUrl: url }),
    process: child,
    readyMs,
    readyProcessorMs,
    output: () => output,
    residentBytes: async () => await residentBytesOfTree(child.pid ?? 0),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return await ended
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`)
    await response.body?.cancel()
    return response.ok
  } catch {
    return false // Nobody listens yet.
  }
}

/** User and system time so far, from /proc (Linux), in steps of 10 ms. */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Sum over the process and its descendants, from /proc (Linux). */
export async function residentBytesOfTree(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(/\s+/).filter(Boolean)
  const below = await Promise.all(
    children.map(async (child) => await residentBytesOfTree(Number(child)).catch(() => 0)),
  )
  return own + below.reduce((sum, bytes) => sum + bytes, 0)
}

/** Each question asks every process of the program. */
const SETTLED_EVERY_MS = 50

/** Waits until no document is queued or processing. @returns milliseconds waited. */
export async function settled(client: LearnPathClient, timeoutMs = 600_000): Promise<number> {
  const started = performance.now()
  for (;;) {
    const { documents, index } = await client.status()
    if (documents.queued + documents.processing === 0 && index.lag === 0) return performance.now() - started
    if (performance.now() - started > timeoutMs) throw new Error(`still at work: ${JSON.stringify(documents)}`)
    await new Promise((resolve) => setTimeout(resolve, SETTLED_EVERY_MS))
  }
}

/** Waits until no job is queued or running, concepts read ahead included. */
export async function idle(client: LearnPathClient): Promise<void> {
  for (;;) {
    const { jobs } = await client.status()
    if ((jobs.queued ?? 0) + (jobs.running ?? 0) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Waits until the concepts of every document of the collection are in. */
export async function conceptsSettled(client: LearnPathClient, collection: string): Promise<void> {
  for (;;) {
    const { pendingDocuments } = await client.call('listConcepts', { query: { collection, limit: 1 } })
    if (pendingDocuments === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Waits until the graph of every collection holds all that is searchable. */
export async function graphsSettled(client: LearnPathClient): Promise<void> {
  const { collections } = await client.status()
  for (const { name } of collections) {
    for (;;) {
      const { current } = await client.call('graphStatus', { query: { collection: name } })
      if (current) break
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}
