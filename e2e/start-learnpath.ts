import { randomBytes } from 'node:crypto'
import type { LearnPathClient } from '@learnpath/contracts'
import { startProduct } from '../tools/product-process.ts'
import { freePorts, startServices, type Ports } from '../tools/product-services.ts'
import { newDatabase, SERVER } from '../tools/test-database.ts'

/** A LearnPath that answers, in however many processes. */
export interface RunningLearnPath {
  readonly url: string
  readonly client: LearnPathClient
  /** All that was written so far. */
  output(): string
  /** @returns the exit code, or the signal's name when it was killed */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

export interface LearnPathOptions {
  /** Its library is there again when it is started anew. */
  readonly home: string
  readonly environment?: Readonly<Record<string, string>>
}

/**
 * Whether tests of what clients do run against five processes on PostgreSQL, and Redis where there is one, instead of one process with a
 * file.
 */
export const isSplit = SERVER !== '' && (process.env['LEARNPATH_TEST_SERVICES'] ?? '') === 'five'

const redis = process.env['LEARNPATH_TEST_REDIS_URL'] ?? ''
/** What the processes of a data folder have in common, by the folder. */
const shared = new Map<string, Shared>()

interface Shared {
  readonly storeUrl: string
  readonly environment: Readonly<Record<string, string>>
  readonly ports: Ports
}

async function newShared(): Promise<Shared> {
  const prefix = randomBytes(6).toString('hex')
  return {
    storeUrl: await newDatabase(),
    ports: await freePorts(),
    environment: redis === '' ? {} : { LEARNPATH_REDIS_URL: redis, LEARNPATH_REDIS_PREFIX: prefix },
  }
}

export async function startLearnPath({ home, environment }: LearnPathOptions): Promise<RunningLearnPath> {
  if (!isSplit) return await startProduct({ home, ...(environment !== undefined && { environment }) })
  const servers = shared.get(home) ?? (await newShared())
  shared.set(home, servers)
  const { storeUrl, ports } = servers
  return await startServices({ home, storeUrl, ports, environment: { ...servers.environment, ...environment } })
}
