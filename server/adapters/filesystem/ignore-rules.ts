import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import ignore from 'ignore'
import type { Ignore } from 'ignore'
import { systemErrorCode } from './disk-errors.ts'

const IGNORE_FILE = '.learnpathignore'

/** Never wanted: hidden entries, packages, half-downloaded and temporary files, lock files of Office and LibreOffice. */
const ALWAYS_IGNORED = [
  '.*',
  'node_modules/',
  '__pycache__/',
  '*.tmp',
  '*.part',
  '*.crdownload',
  '~$*',
  '*~',
  '$RECYCLE.BIN/',
]

interface RuleSet {
  /** Absolute folder that the patterns are relative to. */
  readonly base: string
  readonly rules: Ignore
}

/** Patterns that hold in a folder: the standing ones, those of the watch, and those of the ignore files from the top down to it. */
export class IgnoreRules {
  readonly #sets: readonly RuleSet[]

  private constructor(sets: readonly RuleSet[]) {
    this.#sets = sets
  }

  static at(folder: string, patterns: readonly string[]): IgnoreRules {
    const rules = ignore({ allowRelativePaths: true })
      .add(ALWAYS_IGNORED)
      .add([...patterns])
    return new IgnoreRules([{ base: folder, rules }])
  }

  /** The rules for what is inside the folder: these and those of its own ignore file. @throws when that cannot be read */
  async within(folder: string): Promise<IgnoreRules> {
    try {
      const text = await readFile(join(folder, IGNORE_FILE), 'utf8')
      return new IgnoreRules([...this.#sets, { base: folder, rules: ignore({ allowRelativePaths: true }).add(text) }])
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return this
      throw error
    }
  }

  ignores(entry: string, isFolder: boolean): boolean {
    // As in git, the file nearest to the entry has the last word.
    let ignored = false
    for (const { base, rules } of this.#sets) {
      const path = relative(base, entry).split(sep).join('/') + (isFolder ? '/' : '')
      const verdict = rules.test(path)
      if (verdict.ignored) ignored = true
      if (verdict.unignored) ignored = false
    }
    return ignored
  }
}
