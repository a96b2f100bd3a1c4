import { setTimeout as sleep } from 'node:timers/promises'
import type { AddOutcome, Document, LearnPathClient, RefusedFile } from '@learnpath/contracts'
import { awaitDocuments } from '../await-documents.ts'
import { withConnection } from '../connection.ts'
import { createProgress, sizeText } from '../progress.ts'
import { scanPaths, type Scan } from '../scan-paths.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { uploadFiles, type UploadResult } from '../upload-files.ts'

export interface AddOptions {
  readonly collection?: string
  readonly tag: readonly string[]
  readonly password?: string
  readonly ignore: readonly string[]
  readonly wait: boolean
}

/** What `--json` gives. */
interface AddReport {
  readonly documents: (Document & { outcome: AddOutcome })[]
  readonly failed: RefusedFile[]
  readonly skipped: Scan['skipped'][number][]
  readonly waiting: number
  readonly tookMs: number
}

/** Adds files and folders and waits until they are searchable. @returns the exit code: 1 when any failed */
export async function add(terminal: Terminal, paths: readonly string[], options: AddOptions): Promise<number> {
  const startedAt = performance.now()
  const scan = await scanPaths(paths, { cwd: process.cwd(), ignore: options.ignore })
  const report = await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const uploaded = await upload(terminal, client, { scan, options })
    const documents = options.wait
      ? await follow(terminal, client, uploaded)
      : uploaded.added.map(({ document }) => document)
    if (options.wait && embedded) await awaitVectors(terminal, client)
    const { failed, skipped } = failuresOf(scan, uploaded, documents)
    const waiting = documents.filter(({ state }) => state === 'queued' || state === 'processing').length
    if (waiting > 0 && embedded) terminal.note('They are read the next time LearnPath runs.')
    const outcomes = new Map(uploaded.added.map(({ document, outcome }) => [document.id, outcome]))
    const withOutcome = documents.map((document) =>
      Object.assign(document, { outcome: outcomes.get(document.id) ?? ('added' as const) }),
    )
    return { documents: withOutcome, failed, skipped, waiting, tookMs: performance.now() - startedAt }
  })
  print(terminal, report)
  return report.failed.length > 0 ? 1 : 0
}

async function upload(
  terminal: Terminal,
  client: LearnPathClient,
  { scan, options }: { readonly scan: Scan; readonly options: AddOptions },
): Promise<UploadResult> {
  const totalBytes = scan.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const progress = createProgress(terminal, 'Sending')
  const result = await uploadFiles(client, scan.files, {
    ...(options.collection === undefined ? {} : { collection: options.collection }),
    ...(options.password === undefined ? {} : { password: options.password }),
    tags: options.tag,
    onProgress: (sentBytes, path) =>
      progress.update(sentBytes, totalBytes, `${sizeText(sentBytes)} of ${sizeText(totalBytes)}  ${path}`),
  })
  progress.end()
  return result
}

async function follow(terminal: Terminal, client: LearnPathClient, { added }: UploadResult): Promise<Document[]> {
  const progress = createProgress(terminal, 'Reading')
  const documents = await awaitDocuments(
    client,
    added.map(({ document }) => document),
    (settled, { path }) => progress.update(settled, added.length, `${settled} of ${added.length}  ${path}`),
  )
  progress.end()
  return documents
}

const VECTORS_PAUSE_MS = 250

/** Nobody else makes the vectors once this command has ended; keywords find the documents already. */
async function awaitVectors(terminal: Terminal, client: LearnPathClient): Promise<void> {
  const progress = createProgress(terminal, 'Vectors')
  for (;;) {
    const { generations } = await client.listGenerations()
    const serving = generations.find(({ state }) => state === 'serving')
    if (serving === undefined || serving.lag === 0) break
    if (serving.failure !== null) {
      terminal.note(`Not all can be found by meaning yet: ${serving.failure.message}`)
      break
    }
    const { done, total } = serving.chunks
    progress.update(done, total, `${done} of ${total} passages; Ctrl-C leaves the rest for another time`)
    await sleep(VECTORS_PAUSE_MS)
  }
  progress.end()
}

/** In a folder a file of another type is left out; one that was named is a failure. */
function failuresOf(
  scan: Scan,
  { refused }: UploadResult,
  documents: readonly Document[],
): Pick<AddReport, 'failed' | 'skipped'> {
  const named = new Set(scan.files.filter((file) => file.named).map(({ path }) => path))
  const isOtherType = ({ code, path }: RefusedFile) => code === 'LP_PARSE_UNSUPPORTED' && !named.has(path)
  const failed = documents.flatMap(({ path, failure }) => (failure === null ? [] : [{ path, ...failure }]))
  return {
    failed: [...scan.failed, ...refused.filter((file) => !isOtherType(file)), ...failed],
    skipped: [...scan.skipped, ...refused.filter(isOtherType).map(({ path, message }) => ({ path, reason: message }))],
  }
}

/** Files with the same way out together, and that way once below them. */
function failureLines(failed: readonly RefusedFile[]): string[] {
  return [...new Set(failed.map(({ advice }) => advice))].flatMap((advice) => {
    const files = failed.filter((file) => file.advice === advice)
    return [...tableLines(files.map(({ path, message }) => [path, message])), `  → ${advice}`]
  })
}

function print(terminal: Terminal, report: AddReport): void {
  const { style } = terminal
  terminal.result(report)
  if (report.failed.length > 0) {
    terminal.line(style.bad(`${report.failed.length} failed:`))
    for (const line of failureLines(report.failed)) terminal.line(`  ${line}`)
  }
  if (report.skipped.length > 0) {
    terminal.note(`${report.skipped.length} left out (not documents, or read already); --json lists them.`)
  }
  const count = (outcome: AddOutcome) =>
    report.documents.filter((document) => document.outcome === outcome && document.failure === null).length
  const outcomes: readonly AddOutcome[] = ['added', 'changed', 'renamed', 'unchanged']
  const counts = outcomes.filter((outcome) => count(outcome) > 0).map((outcome) => `${count(outcome)} ${outcome}`)
  const summary = counts.length === 0 ? 'Nothing added' : counts.join(', ')
  const waiting = report.waiting > 0 ? `, ${report.waiting} still to be read` : ''
  terminal.line(`${summary}${waiting} in ${(report.tookMs / 1000).toFixed(1)} s.`)
}
