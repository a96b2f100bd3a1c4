import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createClient, type LearnPathClient } from '@learnpath/contracts'
import { withKey } from '../../../server/app/with-key.ts'
import { startProduct, type ProductProcess } from '../../product-process.ts'
import { freePorts, startServices } from '../../product-services.ts'
import { newDatabase } from '../../test-database.ts'
import { administratorKey } from './administrator-key.ts'

/** How the program is set up that requests are sent to. */
export interface FuzzedSetUp {
  /** Five processes instead of one, on the servers that LEARNPATH_TEST_POSTGRES_URL and LEARNPATH_TEST_REDIS_URL name. */
  readonly services: boolean
  /** With accounts; requests come from an administrator. */
  readonly identity: boolean
}

export interface FuzzedProgram {
  readonly url: string
  readonly client: LearnPathClient
  /** Of the administrator; null: nobody is asked who they are. */
  readonly key: string | null
  /** What its processes have written since it was asked for last. */
  newOutput(): string
  /** How one of its processes ended by itself; null: all run. */
  ended(): string | null
  /** Of its largest process. */
  residentMb(): Promise<number>
  stop(signal?: NodeJS.Signals): Promise<void>
}

const ENVIRONMENT = {
  LEARNPATH_LOG_LEVEL: 'warn',
  LEARNPATH_PARSE_TIMEOUT_SECONDS: '10',
  LEARNPATH_REQUEST_TIMEOUT_SECONDS: '10',
  LEARNPATH_UPLOAD_MAX_BYTES: '5000000',
  // Nobody listens there: models are not fetched.
  HF_ENDPOINT: 'http://127.0.0.1:9',
}
const IDENTITY = { LEARNPATH_IDENTITY: 'local', LEARNPATH_RATE_LIMITS: 'off' }

interface Started {
  readonly url: string
  readonly processes: readonly ProductProcess[]
  stop(signal?: NodeJS.Signals): Promise<unknown>
}

/** @returns starts it on what is stored in the folder, the second time at the same address and with the same key */
export async function fuzzedProgram(folder: string, setUp: FuzzedSetUp): Promise<() => Promise<FuzzedProgram>> {
  const environment = { ...ENVIRONMENT, ...(setUp.identity && IDENTITY) }
  const start = setUp.services ? await inFiveProcesses(folder, environment) : inOneProcess(folder, environment)
  let key: string | null = null
  return async () => {
    const { url, processes, stop } = await start()
    if (setUp.identity) {
      key ??= await administratorKey(url, () => processes.map((process) => process.output()).join('\n'))
    }
    const told = new Map<ProductProcess, number>()
    return {
      url,
      key,
      client: createClient({ baseUrl: url, fetch: withKey(key) }),
      newOutput() {
        return processes
          .map((process) => {
            const output = process.output()
            const from = told.get(process) ?? 0
            told.set(process, output.length)
            return output.slice(from)
          })
          .join('\n')
      },
      ended() {
        const gone = processes.find(({ process: { exitCode, signalCode } }) => exitCode !== null || signalCode !== null)
        return gone === undefined ? null : gone.output().slice(-1500)
      },
      residentMb: async () => Math.max(...(await Promise.all(processes.map(residentMbOf)))),
      stop: async (signal) => void (await stop(signal)),
    }
  }
}

type Environment = Readonly<Record<string, string>>

function inOneProcess(home: string, environment: Environment): () => Promise<Started> {
  let port: number | undefined
  return async () => {
    const product = await startProduct({ home, environment, ...(port !== undefined && { port }) })
    port = Number(new URL(product.url).port)
    return { url: product.url, processes: [product], stop: product.stop }
  }
}

async function inFiveProcesses(home: string, given: Environment): Promise<() => Promise<Started>> {
  const [ports, storeUrl] = [await freePorts(), await newDatabase()]
  const redisUrl = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''
  const environment = {
    ...given,
    LEARNPATH_SERVICE_SECRET: randomBytes(24).toString('hex'),
    ...(redisUrl !== '' && { LEARNPATH_REDIS_URL: redisUrl, LEARNPATH_REDIS_PREFIX: randomBytes(6).toString('hex') }),
  }
  return async () => {
    const { url, processes, stop } = await startServices({ home, storeUrl, ports, environment })
    return { url, processes: Object.values(processes).flat(), stop }
  }
}

async function residentMbOf({ process: { pid } }: ProductProcess): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024)
}
