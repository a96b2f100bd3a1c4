import { execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { newDatabase, queryDatabase } from '../e2e/test-database.ts'
import { ROOT, processorMs, residentBytesOfTree } from '../tools/product-process.ts'

/** PostgreSQL and Redis of this benchmark alone, without data. */
export interface PrivateServers {
  /** Of an empty database. */
  readonly storeUrl: string
  readonly redisUrl: string
  /** Processes of each that serve now. */
  processIds(): Promise<{ readonly postgresql: readonly number[]; readonly redis: readonly number[] }>
  stop(): Promise<void>
}

/** Tells where the servers are, and lives until nobody listens to it any more. */
const TELLER = `
const { LEARNPATH_TEST_POSTGRES_URL: postgres = '', LEARNPATH_TEST_REDIS_URL: redis = '' } = process.env
console.log(JSON.stringify({ postgres, redis }))
process.stdin.resume().on('end', () => process.exit(0))`

/** Starts the programs of the system (Debian's packages) at free ports of this machine. @throws TypeError when one is not installed */
export async function startPrivateServers(): Promise<PrivateServers> {
  const program = join(ROOT, 'tools/with-servers.mjs')
  const child = spawn(process.execPath, [program, process.execPath, '-e', TELLER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    const { postgres, redis } = JSON.parse(line) as { postgres: string; redis: string }
    if (postgres === '' || redis === '') break
    return {
      storeUrl: await newDatabase(postgres),
      redisUrl: redis,
      processIds: async () => ({ postgresql: await idsOfPostgres(postgres), redis: [await idOfRedis(redis)] }),
      async stop() {
        child.stdin.end()
        await ended
      },
    }
  }
  child.stdin.end()
  throw new TypeError('needs PostgreSQL and Redis (packages postgresql and redis-server of Debian)')
}

async function idsOfPostgres(url: string): Promise<number[]> {
  const rows = await queryDatabase<{ pid: number }>(
    url,
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  )
  return rows.map(({ pid }) => pid)
}

async function idOfRedis(url: string): Promise<number> {
  const { stdout } = await promisify(execFile)('redis-cli', ['-u', url, 'info', 'server'])
  return Number(/^process_id:(\d+)/m.exec(stdout)?.[1])
}

export interface Usage {
  /** Of all threads so far. */
  readonly processorMs: number
  /** Of PostgreSQL more than there is: each process counts the memory that all share. */
  readonly residentBytes: number
}

/** What processes of this machine have used together; those that are gone count nothing. */
export async function usageOf(processIds: readonly number[]): Promise<Usage> {
  const each = await Promise.all(
    processIds.map(async (id) => await Promise.all([processorMs(id), residentBytesOfTree(id)]).catch(() => [0, 0])),
  )
  const total = (index: 0 | 1): number => each.reduce((sum, one) => sum + (one[index] ?? 0), 0)
  return { processorMs: total(0), residentBytes: total(1) }
}
