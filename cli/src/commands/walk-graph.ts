import type { EntityDetail, GraphPath, Neighbourhood, Relation } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { namedEntity, type EntityPlace } from '../named-entity.ts'
import { printPassage } from '../print-passage.ts'
import type { Terminal } from '../terminal.ts'

const PASSAGES_SHOWN = 3
const RELATIONS_SHOWN = 20

/** Shows one entity: its names and why they are its names, where to read, and how it is related. */
export async function showEntity(terminal: Terminal, nameOrId: string, place: EntityPlace): Promise<number> {
  const detail = await withConnection({ ingest: false }, async ({ client }) => {
    const id = await namedEntity(client, nameOrId, place)
    return await client.call('getEntity', { params: { id } })
  })
  terminal.result(detail)
  printEntity(terminal, detail)
  return 0
}

function printEntity(terminal: Terminal, detail: EntityDetail): void {
  const { style } = terminal
  const { id, name, type, mentions, passages, documents, description, nameRecords } = detail
  terminal.line(`${style.bold(name)}${style.dim(`  ${type}`)}`)
  terminal.line(style.dim(`${mentions} mentions in ${passages} passages of ${documents} documents, ${id}`))
  if (description !== null) terminal.line(`  ${description}`)
  const others = nameRecords.filter(({ reason }) => reason !== 'itself')
  if (others.length > 0) terminal.line(style.bold('Also called'))
  for (const record of others) {
    const how = `${record.reason}${record.with === null ? '' : ` of "${record.with}"`}`
    terminal.line(`  ${record.name}  ${style.dim(how)}`)
    if (record.evidence !== null) printPassage(terminal, record.evidence, '    ')
  }
  const relations = [...detail.outgoing, ...detail.incoming].toSorted((a, b) => b.confidence - a.confidence)
  if (relations.length > 0) terminal.line(style.bold('Relations'))
  for (const relation of relations.slice(0, RELATIONS_SHOWN)) printRelation(terminal, relation)
  const more = detail.relations - Math.min(RELATIONS_SHOWN, relations.length)
  if (more > 0) terminal.line(style.dim(`  and ${more} more`))
  terminal.line(style.bold('Read'))
  for (const passage of detail.passagesToRead.slice(0, PASSAGES_SHOWN)) printPassage(terminal, passage)
}

/** With the sentence that says so best. */
function printRelation(terminal: Terminal, relation: Relation): void {
  const { source, kind, target, confidence, origins, evidence } = relation
  const facts = `${Math.round(confidence * 100)} %, ${origins.join(' and ')}`
  terminal.line(`  ${source.name} ${terminal.style.bold(kind)} ${target.name}  ${terminal.style.dim(facts)}`)
  const [best] = evidence
  if (best !== undefined) printPassage(terminal, best.passage, '    ')
}

export interface NeighbourOptions extends EntityPlace {
  readonly depth: number
  readonly limit: number
  readonly kinds?: string
}

/** Lists what is around an entity, and by which relations. */
export async function showNeighbours(
  terminal: Terminal,
  nameOrId: string,
  { depth, limit, kinds, ...place }: NeighbourOptions,
): Promise<number> {
  const around = await withConnection({ ingest: false }, async ({ client }) => {
    const id = await namedEntity(client, nameOrId, place)
    return await client.call('neighbourhood', { params: { id }, query: { depth, limit, kinds } })
  })
  terminal.result(around)
  printNeighbours(terminal, around)
  return 0
}

function printNeighbours(terminal: Terminal, { entities, relations, complete }: Neighbourhood): void {
  const { style } = terminal
  for (const { name, type, depth } of entities) terminal.line(`${'  '.repeat(depth)}${name}  ${style.dim(type)}`)
  if (relations.length > 0) terminal.line(style.bold('Relations'))
  for (const relation of relations) printRelation(terminal, relation)
  if (!complete) terminal.note(style.dim('There is more around it: give a larger --limit.'))
}

export interface PathOptions extends EntityPlace {
  readonly maxSteps: number
}

/** Shows the surest way between two entities with a sentence for each step. @returns 1 when there is none */
export async function showPath(
  terminal: Terminal,
  ends: { readonly from: string; readonly to: string },
  { maxSteps, ...place }: PathOptions,
): Promise<number> {
  const path = await withConnection({ ingest: false }, async ({ client }) => {
    const from = await namedEntity(client, ends.from, place)
    const to = await namedEntity(client, ends.to, place)
    return await client.call('graphPath', { query: { from, to, maximumSteps: maxSteps } })
  })
  terminal.result(path)
  printPath(terminal, path, maxSteps)
  return path.found ? 0 : 1
}

function printPath(terminal: Terminal, { from, to, steps, found }: GraphPath, maxSteps: number): void {
  if (!found) terminal.line(`No way of at most ${maxSteps} steps leads from ${from.name} to ${to.name}.`)
  else if (steps.length === 0) terminal.line(`Both are ${to.name}.`)
  else terminal.line(terminal.style.bold(wordsOf(from.name, from.id, steps)))
  for (const step of steps) printRelation(terminal, step)
}

/** "osmosis → plasma membrane → cell" */
function wordsOf(name: string, id: string, steps: readonly Relation[]): string {
  const names = [name]
  let at = id
  for (const { source, target } of steps) {
    const next = source.id === at ? target : source
    names.push(next.name)
    at = next.id
  }
  return names.join(' → ')
}
