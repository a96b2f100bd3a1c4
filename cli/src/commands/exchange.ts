import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { LearnPathError, type ExportFormat, type ImportResult, type PlanExportQuery } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { sizeText } from '../progress.ts'
import { readableError } from '../scan-paths.ts'
import type { Terminal } from '../terminal.ts'

export interface ExportOptions {
  readonly quiz?: string
  readonly deck?: string
  readonly out?: string
}

/** Writes cards or the items of a quiz to a file. */
export async function exportLearning(
  terminal: Terminal,
  format: ExportFormat,
  options: ExportOptions,
): Promise<number> {
  const { quiz, deck, out } = options
  const response = await withConnection(
    { ingest: false },
    async ({ client }) =>
      await received(await client.bytes('exportLearning', { query: { format, quizId: quiz, deck } })),
  )
  return await save(terminal, response, out)
}

export interface PlanExportOptions {
  readonly out?: string
  readonly at?: string
}

/** Writes a plan to a file. */
export async function exportPlan(
  terminal: Terminal,
  id: string,
  format: PlanExportQuery['format'],
  { out, at }: PlanExportOptions,
): Promise<number> {
  const response = await withConnection(
    { ingest: false },
    async ({ client }) =>
      await received(await client.bytes('exportPlan', { params: { id }, query: { format, startsAt: at } })),
  )
  return await save(terminal, response, out)
}

interface Received {
  readonly name: string
  readonly bytes: Uint8Array
}

async function received(response: Response): Promise<Received> {
  const disposition = response.headers.get('content-disposition') ?? ''
  const name = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  return {
    // A name, never a path: it comes from a server.
    name: basename(name === undefined ? 'learnpath-export' : decodeURIComponent(name)),
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}

const STANDARD_OUTPUT = '-'

async function save(terminal: Terminal, { name, bytes }: Received, out: string | undefined): Promise<number> {
  if (out === STANDARD_OUTPUT) {
    await new Promise<void>((done) => process.stdout.write(bytes, () => done()))
    return 0
  }
  const file = resolve(out ?? name)
  try {
    await writeFile(file, bytes)
  } catch (cause) {
    throw new LearnPathError('LP_EXPORT_UNWRITABLE', { detail: file, cause })
  }
  terminal.result({ file, sizeBytes: bytes.byteLength })
  terminal.line(file)
  terminal.note(terminal.style.dim(sizeText(bytes.byteLength)))
  return 0
}

export interface ImportOptions {
  readonly deck?: string
  readonly settings?: boolean
}

interface ImportReport {
  readonly imported: (ImportResult & { readonly file: string })[]
  readonly failed: { readonly file: string; readonly code: string; readonly message: string; readonly advice: string }[]
}

/** Takes cards from files. A file that cannot be taken does not stop those after it. @returns 1 when any failed */
export async function importLearning(
  terminal: Terminal,
  files: readonly string[],
  options: ImportOptions,
): Promise<number> {
  const report: ImportReport = { imported: [], failed: [] }
  await withConnection({ ingest: false }, async ({ client }) => {
    for (const file of files) {
      try {
        await stat(file).catch((failure: unknown) => {
          throw readableError(failure)
        })
        const upload = { fields: fieldsOf(options), files: [{ path: basename(file), bytes: createReadStream(file) }] }
        report.imported.push({ file, ...(await client.upload('importLearning', upload)) })
      } catch (failure) {
        if (!(failure instanceof LearnPathError)) throw failure
        const { code, message, advice } = failure
        report.failed.push({ file, code, message, advice })
      }
    }
  })
  print(terminal, report)
  return report.failed.length > 0 ? 1 : 0
}

const fieldsOf = ({ deck, settings }: ImportOptions): Record<string, string> => ({
  ...(deck === undefined ? {} : { deck }),
  ...(settings === true ? { settings: 'true' } : {}),
})

const SHOWN_REFUSALS = 10

function print(terminal: Terminal, report: ImportReport): void {
  terminal.result(report)
  for (const { file, cardsAdded, cardsUpdated, cardsUnchanged, reviewsAdded, decks, refused } of report.imported) {
    terminal.line(
      `${file}: ${cardsAdded} cards added, ${cardsUpdated} updated, ${cardsUnchanged} unchanged, ${reviewsAdded} reviews`,
    )
    if (decks.length > 0) terminal.line(terminal.style.dim(`  decks: ${decks.join(', ')}`))
    for (const { what, why } of refused.slice(0, SHOWN_REFUSALS)) terminal.note(`  left out: ${what}: ${why}`)
    if (refused.length > SHOWN_REFUSALS) {
      terminal.note(`  and ${refused.length - SHOWN_REFUSALS} more; --json lists all`)
    }
  }
  for (const { file, message, advice } of report.failed) {
    terminal.note(`${terminal.style.bad('Not imported')} ${file}: ${message}. ${advice}`)
  }
}
