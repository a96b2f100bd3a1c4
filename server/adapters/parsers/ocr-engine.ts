import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PROBE_TIMEOUT_MS = 5000

/** Name and version of tesseract when it and pdftoppm (which makes pictures of pages) are installed, else null. */
export async function findOcrEngine(): Promise<string | null> {
  const [engine, rasteriser] = await Promise.all([firstLine('tesseract', ['--version']), firstLine('pdftoppm', ['-v'])])
  return rasteriser === null ? null : engine
}

async function firstLine(program: string, options: readonly string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await run(program, options, { timeout: PROBE_TIMEOUT_MS, encoding: 'utf8' })
    return (stdout || stderr).split('\n')[0]?.trim() || program
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    // Some versions print their version and exit with an error code; they are there all the same.
    return isAbsent ? null : program
  }
}
