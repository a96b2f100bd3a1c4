import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Runs a program to its end. @returns its standard output, trimmed @throws with the end of what it wrote */
export async function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { env: { ...process.env, ...environment }, maxBuffer: 1e8 }
  try {
    return (await execute(program, [...args], options)).stdout.trim()
  } catch (failure) {
    const { stdout = '', stderr = '' } = failure as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')}: ${`${stdout}\n${stderr}`.slice(-3000)}`, { cause: failure })
  }
}
