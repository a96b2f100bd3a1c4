import type { Entity, EntityList, EntityType, GraphStatus } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ListEntitiesOptions {
  readonly contains?: string
  readonly type?: EntityType
  readonly limit: number
  readonly offset: number
}

const NAMES_SHOWN = 3

/** What the graph of a collection holds, and whether all is in. */
export async function showGraphStatus(terminal: Terminal, collection: string | undefined): Promise<number> {
  const status = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('graphStatus', { query: { collection } }),
  )
  terminal.result(status)
  for (const line of tableLines(statusRows(status))) terminal.line(line)
  return 0
}

function statusRows(status: GraphStatus): string[][] {
  const { entities, relations, byKind, byOrigin, merges, reviews, embedder, mergeSimilarity } = status
  const rows = [
    ['Collection', status.collection],
    ['Entities', count(entities)],
    ['Relations', [count(relations), ...counts(byKind)].join(', ')],
    ['Found by', counts(byOrigin).join(', ') || 'nothing yet'],
    ['Names merged', counts(merges).join(', ') || 'none'],
    ['To decide', reviews === 0 ? 'nothing' : `${count(reviews)} pairs of names; see "learnpath graph reviews"`],
    ['Likeness', embedder === null ? 'by letters alone' : `by ${embedder}, merged from ${mergeSimilarity} on`],
    ['State', stateOf(status)],
  ]
  return status.failedDocuments === 0 ? rows : [...rows, ['Not read', `${count(status.failedDocuments)} documents`]]
}

function stateOf({ current, pendingDocuments, pendingPassages, assembledAt }: GraphStatus): string {
  if (pendingDocuments > 0) return `${count(pendingDocuments)} documents (${count(pendingPassages)} passages) to read`
  if (!current) return 'being put together'
  return assembledAt === null ? 'empty' : `complete since ${assembledAt}`
}

const count = (number: number): string => number.toLocaleString('en')
const counts = (numbers: Readonly<Partial<Record<string, number>>>): string[] =>
  Object.entries(numbers)
    .toSorted(([, one = 0], [, other = 0]) => other - one)
    .map(([what, number = 0]) => `${count(number)} ${what}`)

/** Lists what the documents of a collection name, the most important first. */
export async function listEntities(
  terminal: Terminal,
  collection: string | undefined,
  options: ListEntitiesOptions,
): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listEntities', { query: { collection, ...options } }),
  )
  terminal.result(list)
  if (list.entities.length === 0) terminal.line('No entity was found.')
  for (const line of tableLines(list.entities.map(rowOf))) terminal.line(line)
  terminal.note(terminal.style.dim(summaryOf(list, options.offset)))
  return 0
}

function rowOf({ name, type, passages, documents, relations, names }: Entity): string[] {
  const others = names.filter((each) => each !== name).slice(0, NAMES_SHOWN)
  return [name, type, `${passages} passages in ${documents}`, `${relations} relations`, others.join(', ')]
}

function summaryOf({ entities, total, types, pendingDocuments }: EntityList, offset: number): string {
  const shown =
    entities.length === total
      ? `${total} entities`
      : `${offset + Math.min(1, entities.length)} to ${offset + entities.length} of ${total} entities`
  const kinds = counts(types).join(', ')
  const pending = pendingDocuments === 0 ? '' : `; ${pendingDocuments} documents are not in yet`
  return `${shown}${kinds === '' ? '' : ` (of all: ${kinds})`}${pending}`
}
