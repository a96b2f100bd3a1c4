import { readFile, writeFile } from 'node:fs/promises'
import {
  LabelFile,
  LearnPathError,
  type Document,
  type LabelledQuestion,
  type LabelsAdded,
  type LearnPathClient,
} from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const SHOWN = 60

const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text)

function placeOf({ passages, usable }: LabelledQuestion): string {
  if (!usable) return 'gone: its words are not in the documents any more'
  return passages
    .map(({ path, quote, wholeDocument, place }) => {
      const gone = place === 'gone' || place === 'document-gone' ? ' (gone)' : ''
      return wholeDocument ? `${path}${gone}` : `${path}: "${short(quote.replaceAll(/\s+/g, ' '))}"${gone}`
    })
    .join('; ')
}

/** Lists the sets, or the questions of one. */
export async function listLabels(terminal: Terminal, set: string | undefined): Promise<number> {
  return await withConnection({ ingest: false }, async ({ client }) => {
    if (set === undefined) {
      const list = await client.call('listLabelSets')
      terminal.result(list)
      const rows = list.sets.map(({ id, name, unit, questions: { total, own, generated, imported } }) => [
        id,
        name,
        `${total} questions (${own} own, ${generated} generated, ${imported} imported)`,
        `by ${unit}`,
      ])
      for (const line of tableLines(rows)) terminal.line(line)
      if (rows.length === 0) terminal.note('There are none yet. Begin with: learnpath eval labels add, or generate')
      return 0
    }
    const whole = await client.call('getLabelSet', { params: { id: set } })
    terminal.result(whole)
    for (const question of whole.questions) {
      const mark = question.checked === 'person' ? question.origin : `${question.origin}, not looked over`
      terminal.line(`${question.id}  ${question.question}  ${terminal.style.dim(`[${mark}]`)}`)
      terminal.line(`  ${placeOf(question)}`)
    }
    return 0
  })
}

async function documentNamed(client: LearnPathClient, name: string): Promise<Document> {
  const { documents } = await client.listDocuments({ path: name, limit: 2 })
  const [document] = documents
  if (documents.length === 1 && document !== undefined) return document
  return await client.getDocument(name)
}

export interface AddLabelOptions {
  readonly set: string
  readonly document: string
  readonly quote?: string
  readonly grade: number
}

/** Adds a question with a passage that answers it. */
export async function addLabel(terminal: Terminal, question: string, options: AddLabelOptions): Promise<number> {
  return await withConnection({ ingest: false }, async ({ client }) => {
    const document = await documentNamed(client, options.document)
    const { quote, grade } = options
    const passages = [{ documentId: document.id, ...(quote !== undefined && { quote }), grade }]
    const added = await client.call('addLabelledQuestion', {
      params: { id: options.set },
      body: { question, passages },
    })
    terminal.result(added)
    terminal.line(`${added.id}  ${added.question}`)
    terminal.line(`  ${placeOf(added)}`)
    return 0
  })
}

/** Takes a question out of a set, or deletes the set. */
export async function removeLabels(
  terminal: Terminal,
  set: string,
  { question }: { readonly question?: string },
): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    if (question === undefined) await client.bytes('deleteLabelSet', { params: { id: set } })
    else await client.bytes('deleteLabelledQuestion', { params: { id: set, questionId: question } })
  })
  terminal.result({ removed: question ?? set })
  terminal.line(question === undefined ? `The set ${set} is deleted.` : `${question} is taken out.`)
  return 0
}

function printAdded(terminal: Terminal, { setId, added, merged, left }: LabelsAdded): void {
  terminal.line(`${added} questions added to ${setId}${merged > 0 ? `, ${merged} were there already` : ''}.`)
  for (const { question, reason } of left) terminal.note(`Left out: ${short(question)} (${reason})`)
}

/** @throws LP_QUESTION_SET_INVALID */
function parsed(text: string, file: string): LabelFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `${file} is not JSON`, cause })
  }
  const result = LabelFile.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new LearnPathError('LP_QUESTION_SET_INVALID', {
    detail: `${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  })
}

export async function importLabels(terminal: Terminal, file: string): Promise<number> {
  const body = parsed(await readFile(file, 'utf8'), file)
  const added = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('importLabels', { body }),
  )
  terminal.result(added)
  printAdded(terminal, added)
  return 0
}

export async function exportLabels(terminal: Terminal, set: string, file: string): Promise<number> {
  const labels = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('exportLabels', { params: { id: set } }),
  )
  await writeFile(file, `${JSON.stringify(labels, null, 2)}\n`)
  terminal.result(labels)
  terminal.line(`${labels.questions.length} questions written to ${file}.`)
  return 0
}

export interface GenerateLabelsOptions {
  readonly set: string
  readonly collection?: string
  readonly count: number
  readonly seed: number
}

/** Makes questions from the documents; they stay marked as generated. */
export async function generateLabels(
  terminal: Terminal,
  { set, collection, count, seed }: GenerateLabelsOptions,
): Promise<number> {
  const body = { ...(collection !== undefined && { collection }), count, seed }
  // What the documents teach must be worked out for it.
  const added = await withConnection(
    { ingest: true },
    async ({ client }) => await client.call('generateLabels', { params: { id: set }, body }),
  )
  terminal.result(added)
  printAdded(terminal, added)
  terminal.note('They are marked as generated. Look them over with: learnpath eval labels list')
  return 0
}
