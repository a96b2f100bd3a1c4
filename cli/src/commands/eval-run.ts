import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  LearnPathError,
  type EvaluationSuite,
  type LearnPathClient,
  type MeasureVerdict,
  type SuiteBaseline,
  type SuiteReport,
} from '@learnpath/contracts'
import { awaitDocuments } from '../await-documents.ts'
import { withConnection, withTemporaryLibrary } from '../connection.ts'
import { readBaseline, readSuite } from '../evaluation/read-suite.ts'
import { scanPaths } from '../scan-paths.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { uploadFiles } from '../upload-files.ts'

export interface EvalRunOptions {
  readonly baseline?: string
  readonly update: boolean
}

const PAUSE_MS = 50
/** Something got worse. */
const FAILED = 1

/** Measures a suite and compares it with its baseline. @returns the exit code: 1 when something got worse */
export async function evalRun(terminal: Terminal, file: string, { baseline, update }: EvalRunOptions): Promise<number> {
  if (update && baseline === undefined) {
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: '--update needs --baseline FILE' })
  }
  const { suite, documents } = await readSuite(file)
  const known = baseline === undefined || (update && !existsSync(baseline)) ? null : await readBaseline(baseline)
  const run = async (client: LearnPathClient): Promise<SuiteReport> =>
    await client.call('runSuite', { body: { suite, baseline: known } })
  const report =
    documents.length === 0
      ? await withConnection({ ingest: true }, async ({ client }) => await run(client))
      : await onDocuments({ suite, paths: documents, folder: dirname(resolve(file)) }, run)
  terminal.result(report)
  print(terminal, report)
  if (!update || baseline === undefined) return report.passed ? 0 : FAILED
  await writeBaseline(baseline, report.measured)
  terminal.line(`Written to ${baseline}: from now on this is what a change is compared with.`)
  return 0
}

interface SuiteDocuments {
  readonly suite: EvaluationSuite
  readonly paths: readonly string[]
  /** That the paths are relative to. */
  readonly folder: string
}

/** In a library that holds nothing but the documents of the suite. */
async function onDocuments(
  { suite, paths, folder }: SuiteDocuments,
  work: (client: LearnPathClient) => Promise<SuiteReport>,
): Promise<SuiteReport> {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-suite-'))
  const study = suite.cases.some(({ kind }) => kind === 'quiz')
  try {
    return await withTemporaryLibrary({ folder: home, study, repeatable: true }, async ({ client }) => {
      await addDocuments(client, paths, folder)
      return await work(client)
    })
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function addDocuments(client: LearnPathClient, paths: readonly string[], folder: string): Promise<void> {
  const { files, failed } = await scanPaths(paths, { cwd: folder, ignore: [] })
  const { added, refused } = await uploadFiles(client, files, { tags: [], onProgress: () => undefined })
  const [problem] = [...failed, ...refused]
  if (problem !== undefined) throw new LearnPathError(problem.code, { detail: `${problem.path}: ${problem.message}` })
  const documents = await awaitDocuments(
    client,
    added.map(({ document }) => document),
    () => undefined,
  )
  for (const { path, failure } of documents) {
    if (failure !== null) throw new LearnPathError(failure.code, { detail: `${path}: ${failure.message}` })
  }
  // What they teach is worked out after they can be found.
  for (;;) {
    const { jobs } = await client.status()
    if (jobs.queued + jobs.running === 0) return
    await sleep(PAUSE_MS)
  }
}

const decimals = (value: number | null): string => (value === null ? '-' : value.toFixed(3))

function verdictRow({ case: id, measure, verdict, before, now, reason }: MeasureVerdict): string[] {
  return [verdict, `${id}: ${measure}`, `${decimals(before)} -> ${decimals(now)}`, reason]
}

function print(terminal: Terminal, { passed, verdicts, measured, tookMs }: SuiteReport): void {
  const { style } = terminal
  if (verdicts.length === 0) {
    const rows = measured.measures.map(({ case: id, measure, mean, values }) => [
      `${id}: ${measure}`,
      decimals(mean),
      `of ${Object.keys(values).length}`,
    ])
    for (const line of tableLines(rows)) terminal.line(line)
    return
  }
  for (const line of tableLines(verdicts.map(verdictRow))) terminal.line(line)
  for (const { case: id, measure, verdict, lost } of verdicts) {
    if (verdict !== 'worse') continue
    terminal.line(style.bold(`Largest drops of ${id}: ${measure}`))
    for (const one of lost) terminal.line(`  ${one.id}: ${decimals(one.before)} -> ${decimals(one.now)}`)
  }
  const seconds = (tookMs / 1000).toFixed(1)
  terminal.line(
    passed ? style.good(`Nothing got worse (${seconds} s).`) : style.bad(`Something got worse (${seconds} s).`),
  )
}

async function writeBaseline(file: string, measured: SuiteBaseline): Promise<void> {
  await writeFile(file, `${JSON.stringify(measured, null, 2)}\n`)
}
