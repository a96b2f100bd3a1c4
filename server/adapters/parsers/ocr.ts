import { execFile } from 'node:child_process'
import { mkdtemp, rm, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LearnPathError } from '@learnpath/contracts'
import { findOcrEngine } from './ocr-engine.ts'

const run = promisify(execFile)
/** Longest edge of a page's picture; A4 at 220 dpi. Bounds what the OCR program has to hold in memory. */
const MAX_EDGE_PIXELS = 2600
/** Address space of one program: a picture in a PDF may claim any size. Only Linux can bound it. */
const MAX_PROGRAM_KB = 2 * 1024 * 1024
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024
const PREFERRED_LANGUAGES = ['eng', 'deu']

/** Recognises the text of single pages of a PDF through pdftoppm and tesseract. */
export class PageRecogniser {
  readonly #file: string
  readonly #password: string | undefined
  readonly #timeoutMs: number
  #languages: Promise<string | null> | undefined

  constructor(file: string, password: string | undefined, timeoutMs: number) {
    this.#file = file
    this.#password = password
    this.#timeoutMs = timeoutMs
  }

  /** @returns null when the programs are not installed. @throws LP_PARSE_TIMEOUT */
  async recognise(page: number): Promise<string | null> {
    this.#languages ??= installedLanguages(this.#timeoutMs)
    const languages = await this.#languages
    if (languages === null) return null
    const folder = await mkdtemp(join(tmpdir(), 'learnpath-ocr-'))
    try {
      const picture = await this.#rasterise(page, folder)
      if (picture === null) return ''
      const { stdout } = await this.#run('tesseract', [picture, 'stdout', '-l', languages, '--psm', '3'])
      return stdout.replace(/\f/g, '')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #rasterise(page: number, folder: string): Promise<string | null> {
    const password = this.#password === undefined ? [] : ['-upw', this.#password]
    const which = ['-f', String(page), '-l', String(page), '-singlefile', '-gray', '-scale-to', String(MAX_EDGE_PIXELS)]
    try {
      await this.#run('pdftoppm', [...which, ...password, this.#file, join(folder, 'page')])
    } catch (error) {
      if (error instanceof LearnPathError) throw error
      // pdftoppm cannot draw some damaged pages; such a page stays without text and is named in a warning.
      return null
    }
    const [name] = await readdir(folder)
    return name === undefined ? null : join(folder, name)
  }

  async #run(program: string, options: readonly string[]): Promise<{ stdout: string }> {
    try {
      return await run(...bounded(program, options), {
        timeout: this.#timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT_BYTES,
        encoding: 'utf8',
      })
    } catch (error) {
      if ((error as { killed?: boolean }).killed) {
        throw new LearnPathError('LP_PARSE_TIMEOUT', { detail: `${program} took too long` })
      }
      throw error
    }
  }
}

function bounded(program: string, options: readonly string[]): [program: string, options: readonly string[]] {
  if (process.platform !== 'linux') return [program, options]
  return ['/bin/sh', ['-c', 'ulimit -v "$0" && exec "$@"', String(MAX_PROGRAM_KB), program, ...options]]
}

/** Languages for tesseract's -l, or null when OCR is not installed. */
async function installedLanguages(timeoutMs: number): Promise<string | null> {
  if ((await findOcrEngine()) === null) return null
  const { stdout } = await run('tesseract', ['--list-langs'], { timeout: timeoutMs, encoding: 'utf8' })
  const installed = stdout.split('\n').map((line) => line.trim())
  const chosen = PREFERRED_LANGUAGES.filter((language) => installed.includes(language))
  return chosen.length > 0
    ? chosen.join('+')
    : (installed.find((name) => /^[a-z]{3}$/.test(name) && name !== 'osd') ?? null)
}
