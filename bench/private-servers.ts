import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { newDatabase, queryDatabase } from '../tools/test-database.ts'
import { ROOT } from '../tools/product-process.ts'

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
  const child = spawn(process.execPath, [program, '--durable', process.execPath, '-e', TELLER], {
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
  const ids = rows.map(({ pid }) => pid)
  const [first] = ids
  // Their parent knows what those have used that have ended.
  return first === undefined ? [] : [Number((await processFields(first))[1]), ...ids]
}

/** Fields of /proc/PID/stat (Linux) from the third, the state, on. */
async function processFields(id: number): Promise<string[]> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const CLOCK_TICK_MS = 10

/** Of all threads, and of children that have ended. */
async function processorMs(id: number): Promise<number> {
  const [user, system, childrenUser, childrenSystem] = (await processFields(id)).slice(11, 15).map(Number)
  return CLOCK_TICK_MS * ((user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0))
}

async function idOfRedis(url: string): Promise<number> {
  const { stdout } = await promisify(execFile)('redis-cli', ['-u', url, 'info', 'server'])
  return Number(/^process_id:(\d+)/m.exec(stdout)?.[1])
}

export interface Usage {
  /** Of all threads so far, and of children that have ended. */
  readonly processorMs: number
  readonly residentBytes: number
}

async function withDescendants(id: number): Promise<number[]> {
  const children = (await readFile(`/proc/${id}/task/${id}/children`, 'utf8').catch(() => '')).trim()
  const below = await Promise.all(children.split(/\s+/).filter(Boolean).map(Number).map(withDescendants))
  return [id, ...below.flat()]
}

/** Memory that several processes share counts in parts. */
async function residentBytes(id: number): Promise<number> {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024
}

/** What processes of this machine and those that they have started have used together; those that are gone count nothing. */
export async function usageOf(processIds: readonly number[]): Promise<Usage> {
  const ids = [...new Set((await Promise.all(processIds.map(withDescendants))).flat())]
  const each = await Promise.all(
    ids.map(async (id) => await Promise.all([processorMs(id), residentBytes(id)]).catch(() => [0, 0])),
  )
  const total = (index: 0 | 1): number => each.reduce((sum, one) => sum + (one[index] ?? 0), 0)
  return { processorMs: total(0), residentBytes: total(1) }
}
