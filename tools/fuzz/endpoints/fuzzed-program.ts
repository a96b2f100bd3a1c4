import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LearnPathClient } from '@learnpath/contracts'
import { newDatabase } from '../../test-database.ts'
import { startProduct, type ProductProcess } from '../../product-process.ts'
import { freePorts, startServices } from '../../product-services.ts'

/** A running program that requests are sent to, in one process or in five. */
export interface FuzzedProgram {
  readonly url: string
  readonly client: LearnPathClient
  output(): string
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

/** @returns starts it; the second time on what the first has stored, at the same address */
export type StartFuzzedProgram = () => Promise<FuzzedProgram>

export function inOneProcess(folder: string): StartFuzzedProgram {
  let port: number | undefined
  return async () => {
    const home = join(folder, 'home')
    const product = await startProduct({ home, environment: ENVIRONMENT, ...(port !== undefined && { port }) })
    port = Number(new URL(product.url).port)
    const { url, client } = product
    return {
      url,
      client,
      output: () => product.output(),
      ...watched([product]),
      stop: async (signal) => void (await product.stop(signal)),
    }
  }
}

/** Gateway, rag, planner, quiz and worker on the servers that LEARNPATH_TEST_POSTGRES_URL and LEARNPATH_TEST_REDIS_URL name. */
export async function inFiveProcesses(folder: string): Promise<StartFuzzedProgram> {
  const [ports, storeUrl] = [await freePorts(), await newDatabase()]
  const redisUrl = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''
  return async () => {
    const environment = { ...ENVIRONMENT, ...(redisUrl !== '' && { LEARNPATH_REDIS_URL: redisUrl }) }
    const services = await startServices({ home: join(folder, 'home'), storeUrl, ports, environment })
    const { url, client } = services
    const all = Object.values(services.processes).flat()
    return {
      url,
      client,
      output: () => services.output(),
      ...watched(all),
      stop: async (signal) => void (await services.stop(signal)),
    }
  }
}

function watched(processes: readonly ProductProcess[]): Pick<FuzzedProgram, 'ended' | 'residentMb'> {
  return {
    ended() {
      const gone = processes.find(({ process: { exitCode, signalCode } }) => exitCode !== null || signalCode !== null)
      return gone === undefined ? null : gone.output().slice(-1500)
    },
    residentMb: async () => Math.max(...(await Promise.all(processes.map(residentMbOf)))),
  }
}

async function residentMbOf({ process: { pid } }: ProductProcess): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024)
}
