import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../tools/product-process.ts'

export interface CopiedTable {
  readonly table: string
  readonly rows: number
  readonly checksum: string
}

export interface Move {
  readonly seconds: number
  readonly tables: readonly CopiedTable[]
}

export interface MoveOrder {
  readonly home: string
  /** Of the database. */
  readonly url: string
  readonly back: boolean
}

/** `learnpath migrate-store` from its start to its end. */
export async function move(order: MoveOrder): Promise<Move> {
  const started = performance.now()
  const { exitCode, output } = await run(order, null)
  if (exitCode !== 0) throw new TypeError(`migrate-store failed: ${output}`)
  const { tables } = JSON.parse(output) as { tables: CopiedTable[] }
  return { seconds: (performance.now() - started) / 1000, tables }
}

/**
 * Kills the same move so long after each of its starts, then lets it end.
 * @throws when it ended before a kill
 */
export async function moveWithKills(order: MoveOrder, killsAfterSeconds: readonly number[]): Promise<Move> {
  const started = performance.now()
  for (const seconds of killsAfterSeconds) {
    const { exitCode, output } = await run(order, seconds * 1000)
    if (exitCode !== null) throw new TypeError(`it ended before it was killed, with ${exitCode}: ${output}`)
  }
  const { tables } = await move(order)
  return { seconds: (performance.now() - started) / 1000, tables }
}

/** @param killAfterMs null: to its end. @returns exit code null: killed */
async function run(
  { home, url, back }: MoveOrder,
  killAfterMs: number | null,
): Promise<{ exitCode: number | null; output: string }> {
  const args = ['migrate-store', url, '--json', ...(back ? ['--back'] : [])]
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
