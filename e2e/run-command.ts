import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../tools/product-process.ts'

export interface CommandResult {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

export interface CommandOptions {
  readonly environment: Readonly<Record<string, string>>
  readonly cwd?: string
  /** What is typed, up to the end of input. */
  readonly input?: string
  /** Called with everything that the command wrote so far, whenever it writes; may end it. */
  readonly onOutput?: (output: string, end: (signal: NodeJS.Signals) => void) => void
}

/** Runs the built `learnpath` as a user does. */
export async function runCommand(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'cli.mjs'), ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.environment },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  child.stdin?.end(options.input)
  let output = ''
  let errors = ''
  const heard = () => options.onOutput?.(output + errors, (signal) => child.kill(signal))
  child.stdout?.on('data', (bytes: Buffer) => {
    output += bytes.toString()
    heard()
  })
  child.stderr?.on('data', (bytes: Buffer) => {
    errors += bytes.toString()
    heard()
  })
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? -1))
  })
  return { exitCode, output, errors }
}
