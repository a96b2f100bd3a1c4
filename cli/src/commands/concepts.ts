import { setTimeout as sleep } from 'node:timers/promises'
import type { Concept, ConceptDetail, ConceptList, LearnPathClient } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { namedConcept, type ConceptPlace } from '../named-concept.ts'
import { printPassage } from '../print-passage.ts'
import { createProgress } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ListOptions {
  readonly contains?: string
  readonly limit: number
  readonly offset: number
  readonly hidden?: boolean
  readonly wait: boolean
}

const ANALYSIS = 'analyse-document'
const PAUSE_MS = 200
const MOST_JOBS = 200
const MOST_NEEDING = 12

/** Lists what the documents of a collection teach, the most important first. */
export async function listConcepts(
  terminal: Terminal,
  collection: string | undefined,
  { contains, limit, offset, hidden, wait }: ListOptions,
): Promise<number> {
  const query = { collection, contains, limit, offset, hidden: hidden === true ? 'true' : 'false' }
  const list = await withConnection({ ingest: wait }, async ({ client }) => {
    const first = await client.call('listConcepts', { query })
    if (first.pendingDocuments === 0 || !wait) return first
    await awaitAnalyses(terminal, client, first.pendingDocuments)
    return await client.call('listConcepts', { query })
  })
  terminal.result(list)
  if (list.concepts.length === 0) terminal.line('No concept was found.')
  for (const line of tableLines(list.concepts.map((concept) => rowOf(concept)))) terminal.line(line)
  terminal.note(terminal.style.dim(summaryOf(list, offset)))
  return 0
}

/** Until no document waits for being looked through. */
async function awaitAnalyses(terminal: Terminal, client: LearnPathClient, total: number): Promise<void> {
  const progress = createProgress(terminal, 'Concepts')
  for (;;) {
    const states = ['queued', 'running'] as const
    const lists = await Promise.all(states.map(async (state) => await client.listJobs({ state, limit: MOST_JOBS })))
    const left = lists.flatMap(({ jobs }) => jobs).filter(({ kind }) => kind === ANALYSIS).length
    if (left === 0) break
    progress.update(Math.max(0, total - left), total, `${left} documents to look through`)
    await sleep(PAUSE_MS)
  }
  progress.end()
}

function rowOf({ rank, name, aliases, mentions, documents, definition, edited }: Concept): string[] {
  const also = aliases.length === 0 ? '' : aliases.slice(0, 3).join(', ')
  const marks = [...(edited ? ['edited'] : []), ...(definition === null ? [] : ['defined'])].join(', ')
  return [`${rank}.`, name, `${mentions} in ${documents}`, marks, also]
}

function summaryOf({ concepts, total, pendingDocuments }: ConceptList, offset: number): string {
  const shown =
    concepts.length === total
      ? `${total} concepts`
      : `${offset + 1} to ${offset + concepts.length} of ${total} concepts`
  return pendingDocuments === 0 ? shown : `${shown}; ${pendingDocuments} documents are not looked through yet`
}

/** Shows one concept: what it is, where to read about it, what to know before. */
export async function showConcept(terminal: Terminal, nameOrId: string, place: ConceptPlace): Promise<number> {
  const detail = await withConnection({ ingest: false }, async ({ client }) => {
    const { id } = await namedConcept(client, nameOrId, place)
    return await client.call('getConcept', { params: { id } })
  })
  terminal.result(detail)
  printDetail(terminal, detail)
  return 0
}

function printDetail(terminal: Terminal, detail: ConceptDetail): void {
  const { style } = terminal
  const { name, aliases, definition, passages, prerequisites, neededBy } = detail
  const also = aliases.length === 0 ? '' : style.dim(`  (${aliases.join(', ')})`)
  terminal.line(`${style.bold(name)}${also}`)
  terminal.line(style.dim(factsOf(detail)))
  if (definition !== null) printPassage(terminal, definition)
  if (passages.length > 0) terminal.line(style.bold('Read'))
  for (const passage of passages) printPassage(terminal, passage)
  if (prerequisites.length > 0) terminal.line(style.bold('Know before'))
  for (const { prerequisiteName, confidence, origin, evidence } of prerequisites) {
    const how = origin === 'pinned' ? 'set by you' : `${Math.round(confidence * 100)} %`
    terminal.line(`  ${prerequisiteName}  ${style.dim(how)}`)
    const [first] = evidence
    if (first !== undefined) printPassage(terminal, first, '    ')
  }
  if (neededBy.length === 0) return
  const names = neededBy.slice(0, MOST_NEEDING).map((each) => each.name)
  const more = neededBy.length - names.length
  terminal.line(`${style.bold('Needed for')}  ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`)
}

function factsOf({ id, rank, mentions, documents, difficulty, hidden, edited }: ConceptDetail): string {
  const facts = [
    `${rank}. in rank`,
    `${mentions} mentions in ${documents} documents`,
    `difficulty ${difficulty.toFixed(2)}`,
  ]
  return [...facts, ...(hidden ? ['hidden'] : []), ...(edited ? ['edited'] : []), id].join(', ')
}
