import { spawn } from 'node:child_process'
import { rm, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { newDatabase, SERVER } from '../../e2e/test-database.ts'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import { ROOT } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { libraryOf20kChunks } from './library-of-20k-chunks.ts'

const KILLS = 5
const SEED = 8
/** A kill comes at any moment of so much time. */
const LATEST_KILL_MS = 6000

interface Copied {
  readonly table: string
  readonly rows: number
  readonly checksum: string
}

interface Move {
  readonly seconds: number
  readonly killed: number
  readonly tables: readonly Copied[]
}

/** `npm run bench -- move-store` below `node tools/with-servers.mjs`. */
export const benchmark: Benchmark = {
  name: 'move-store',
  description:
    'a library of 20,000 chunks to PostgreSQL and back, killed five times on each way at moments drawn by lot',
  async run(context) {
    if (SERVER === '')
      throw new TypeError('needs LEARNPATH_TEST_POSTGRES_URL: node tools/with-servers.mjs npm run bench -- move-store')
    const { home, chunks } = await libraryOf20kChunks(context)
    const random = randomFor(SEED, 'moments of kills')
    const url = await newDatabase()
    const move = async (...flags: string[]): Promise<Move> => {
      const started = performance.now()
      let killed = 0
      while (killed < KILLS) {
        const { exitCode } = await run(home, ['migrate-store', url, ...flags], random() * LATEST_KILL_MS)
        if (exitCode === 0) throw new TypeError('it ended before it was killed often enough')
        killed += 1
        context.log(`killed ${killed} times`)
      }
      const { exitCode, output } = await run(home, ['migrate-store', url, '--json', ...flags], null)
      if (exitCode !== 0) throw new TypeError(`migrate-store failed: ${output}`)
      const { tables } = JSON.parse(output) as { tables: Copied[] }
      return { seconds: (performance.now() - started) / 1000, killed, tables }
    }
    const there = await move()
    await rename(join(home, 'learnpath.db'), join(home, 'before.db'))
    await rm(join(home, 'files'), { recursive: true })
    const back = await move('--back')
    const same = there.tables.filter((one) =>
      back.tables.some(
        ({ table, rows, checksum }) => table === one.table && rows === one.rows && checksum === one.checksum,
      ),
    )
    return [
      { name: 'chunks', value: chunks, unit: 'count' },
      { name: 'rows and files', value: there.tables.reduce((sum, { rows }) => sum + rows, 0), unit: 'count' },
      { name: 'kills', value: there.killed + back.killed, unit: 'count' },
      { name: 'to PostgreSQL, kills included', value: there.seconds, unit: 's' },
      { name: 'back, kills included', value: back.seconds, unit: 's' },
      {
        name: 'tables that differ after both ways',
        value: Math.max(there.tables.length, back.tables.length) - same.length,
        unit: 'count',
        target: { operator: '<=', value: 0 },
      },
    ]
  },
}

/** @param killAfterMs null: to its end */
async function run(
  home: string,
  args: readonly string[],
  killAfterMs: number | null,
): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.mjs'), ...args], {
    env: { ...process.env, LEARNPATH_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString()
  })
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  clearTimeout(timer)
  return { exitCode, output }
}
