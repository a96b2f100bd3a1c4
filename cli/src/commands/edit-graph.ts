import {
  LearnPathError,
  type DecideMergeReviewRequest,
  type EntityDetail,
  type MergeReview,
} from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { namedEntity, type EntityPlace } from '../named-entity.ts'
import { printPassage } from '../print-passage.ts'
import type { Terminal } from '../terminal.ts'

export interface ReviewOptions {
  readonly limit: number
  readonly offset: number
}

/** Lists pairs of names that may be one thing, with what speaks for it. */
export async function listMergeReviews(
  terminal: Terminal,
  collection: string | undefined,
  { limit, offset }: ReviewOptions,
): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listMergeReviews', { query: { collection, limit, offset } }),
  )
  terminal.result(list)
  if (list.reviews.length === 0) terminal.line('Nothing waits for a decision.')
  for (const review of list.reviews) printReview(terminal, review)
  if (list.reviews.length > 0) {
    const hint = 'Decide with "learnpath graph decide ID same" or "… different".'
    terminal.note(terminal.style.dim(`${list.reviews.length} of ${list.total} pairs. ${hint}`))
  }
  return 0
}

function printReview(
  terminal: Terminal,
  { id, names, first, second, similarity, reasons, passages }: MergeReview,
): void {
  const { style } = terminal
  terminal.line(`${style.bold(`${names[0]} = ${names[1]}?`)}  ${style.dim(id)}`)
  const kinds = [first, second].map(({ name, type, passages: number }) => `${name}: ${type}, ${number} passages`)
  terminal.line(`  ${style.dim(kinds.join('; '))}`)
  const likeness = similarity === null ? [] : [`likeness of meaning ${similarity.toFixed(2)}`]
  terminal.line(`  ${[...reasons, ...likeness].join('; ')}`)
  for (const passage of passages) printPassage(terminal, passage, '    ')
}

const SAID: Readonly<Record<DecideMergeReviewRequest['decision'], string>> = {
  same: 'They are one thing from now on.',
  different: 'They stay two things.',
  undecided: 'That is for the documents to say again.',
}

/** Says for good whether two names are one thing. */
export async function decideMergeReview(
  terminal: Terminal,
  id: string,
  decision: DecideMergeReviewRequest['decision'],
): Promise<number> {
  await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('decideMergeReview', { params: { id }, body: { decision } }),
  )
  terminal.result({ id, decision })
  terminal.line(SAID[decision])
  return 0
}

/** Makes other entities names of this one. */
export async function mergeEntities(
  terminal: Terminal,
  { entity, ...place }: EntityPlace & { readonly entity: string },
  others: readonly string[],
): Promise<number> {
  const merged = await withConnection({ ingest: false }, async ({ client }) => {
    const id = await namedEntity(client, entity, place)
    const entityIds: string[] = []
    for (const other of others) entityIds.push(await namedEntity(client, other, place))
    return await client.call('mergeEntities', { params: { id }, body: { entityIds } })
  })
  terminal.result(merged)
  terminal.line(`${merged.name}: ${merged.names.join(', ')}`)
  return 0
}

/** Makes an entity of its own from names of this one. */
export async function splitEntity(
  terminal: Terminal,
  { entity, ...place }: EntityPlace & { readonly entity: string },
  names: readonly string[],
): Promise<number> {
  const split = await withConnection({ ingest: false }, async ({ client }) => {
    const id = await namedEntity(client, entity, place)
    const detail = await client.call('getEntity', { params: { id } })
    const nameIds = names.map((name) => nameIdOf(detail, name))
    return await client.call('splitEntity', { params: { id }, body: { nameIds } })
  })
  terminal.result(split)
  terminal.line(`${split.name} is an entity of its own now.`)
  return 0
}

/** @throws LP_REQUEST_INVALID with the names that there are */
function nameIdOf({ name: own, nameRecords }: EntityDetail, nameOrId: string): string {
  const small = nameOrId.toLowerCase()
  const found =
    nameRecords.find(({ id, name }) => name === nameOrId || id === nameOrId) ??
    nameRecords.find(({ name }) => name.toLowerCase() === small)
  if (found !== undefined) return found.id
  const names = nameRecords.map(({ name }) => `"${name}"`).join(', ')
  const message = `"${nameOrId}" is not a name of "${own}"; its names: ${names}`
  throw new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field: 'nameIds', message }] })
}
