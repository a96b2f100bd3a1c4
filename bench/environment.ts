import { execFile } from 'node:child_process'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measurement } from './benchmark.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Folder of the labelled sets. */
export const DATA_FOLDER = resolve(ROOT, process.env['LEARNPATH_TEST_DATA'] ?? '../shared/data')
export const MODELS_FOLDER = resolve(ROOT, process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models')

const git = async (...args: string[]): Promise<string> => (await run('git', args, { cwd: ROOT })).stdout.trim()

/** What a figure depends on besides the code: without it a figure means nothing. */
export async function describeEnvironment(date: string): Promise<Readonly<Record<string, unknown>>> {
  const settings = Object.entries(process.env).filter(
    // Places on this machine are nobody's business, and no figure depends on them.
    ([name, value = '']) => name.startsWith('LEARNPATH_') && name !== 'LEARNPATH_HOME' && !isAbsolute(value),
  )
  return {
    date,
    commit: await git('rev-parse', 'HEAD'),
    uncommittedChanges: (await git('status', '--porcelain', '--', 'server', 'contracts', 'cli', 'bench')) !== '',
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      node: process.versions.node,
      /** Far above 0 before the run, the machine did something else: times are then not to be believed. */
      loadBefore: loadavg()[0],
    },
    settings: Object.fromEntries(settings),
  }
}

/** Whether a figure keeps its promise; one without a promise does. */
export function isMet({ value, target }: Measurement): boolean {
  switch (target?.operator) {
    case undefined:
      return true
    case '<':
      return value < target.value
    case '<=':
      return value <= target.value
    case '>':
      return value > target.value
    case '>=':
      return value >= target.value
  }
}

/** The value below which the share `p` of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN
}
