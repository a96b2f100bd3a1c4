import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const DEBIAN = '/usr/lib/postgresql'
const USER = 'learnpath'
const run = promisify(execFile)

/** A PostgreSQL server of a test, on this machine only. */
export interface PrivatePostgres {
  readonly url: string
  /** Ends every connection in the middle of its work and keeps what was acknowledged, as after a crash. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Another server that follows it. */
  replica(): Promise<PrivatePostgres>
  remove(): Promise<void>
}

/** Null: none is installed. */
export const POSTGRES_PROGRAMS: string | null = existsSync(DEBIAN)
  ? join(DEBIAN, readdirSync(DEBIAN).toSorted((one, other) => Number(other) - Number(one))[0] ?? '', 'bin')
  : null

/**
 * Debian's own programs, a folder and a port of its own. What is acknowledged is on disk.
 * @param disk where its tables are, without its log; default: where the rest is
 */
export async function startPrivatePostgres(disk?: string): Promise<PrivatePostgres> {
  return await started(async (data, owner) => {
    const places = disk === undefined ? ['-D', data] : ['-D', data, '-X', join(owner.cwd, 'log-of-changes')]
    const words = ['-A', 'trust', '-U', USER, '-E', 'UTF8', '--locale=C.UTF-8']
    await run(program('initdb'), [...places, ...words], owner)
  }, disk)
}

type Owner = { readonly uid?: number; readonly gid?: number; readonly cwd: string }

async function started(fill: (data: string, owner: Owner) => Promise<void>, disk?: string): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-private-postgres-'))
  const owner: Owner = { ...ownerOf(), cwd: folder }
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const own of [folder, disk ?? folder]) chownSync(own, owner.uid, owner.gid)
  }
  const data = join(disk ?? folder, 'data')
  await fill(data, owner)
  const port = await freePort()
  const url = `postgres://${USER}@127.0.0.1:${port}/postgres`
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=60`
  const control = async (...args: string[]): Promise<void> => {
    await run(program('pg_ctl'), ['-D', data, '-w', ...args], owner)
  }
  const start = async (): Promise<void> => await control('-o', options, '-l', join(folder, 'log'), 'start')
  const stop = async (): Promise<void> => await control('-m', 'immediate', 'stop')
  await start()
  return {
    url,
    start,
    stop,
    replica: async () =>
      await started(async (to, as) => {
        const from = ['-h', '127.0.0.1', '-p', String(port), '-U', USER]
        await run(program('pg_basebackup'), [...from, '-D', to, '-R', '-X', 'stream', '-c', 'fast'], as)
      }),
    async remove() {
      // It may have been stopped already.
      await stop().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const program = (name: string): string => join(POSTGRES_PROGRAMS ?? '', name)

/** PostgreSQL refuses to run as root. */
function ownerOf(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: id('-u'), gid: id('-g') }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  return address.port
}
