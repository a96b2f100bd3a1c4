import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Database } from '../ports/relational-store.ts'
import type { Person } from './served-people.double.ts'

/** What somebody has that has an id, or a name that stands for one. */
export type Kind =
  | 'collection'
  | 'document'
  | 'watch'
  | 'conversation'
  | 'turn'
  | 'concept'
  | 'entity'
  | 'entity name'
  | 'relation'
  | 'merge review'
  | 'extraction'
  | 'plan'
  | 'quiz'
  | 'quiz item'
  | 'quiz answer'
  | 'card'
  | 'label set'
  | 'question set'
  | 'run'
  | 'rating'
  | 'session'
  | 'key'
  | 'key of a member'
  | 'member'
  | 'invitation'
  | 'workspace'
  | 'user'
export type Things = Readonly<Record<Kind, readonly string[]>>

export interface Furnishing {
  readonly person: Person
  readonly db: Database
  /** Of the collection: what is learned comes from its documents. */
  readonly collection: string
  readonly visibility: 'shared' | 'private'
  readonly text: string
  /** Where a folder to be watched is made. */
  readonly folders: string
}

type Json = Readonly<Record<string, unknown>>

/** What lies at the path, as text. */
function pick(from: unknown, ...path: (string | number)[]): string {
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    from,
  )
  if (typeof found !== 'string') throw new Error(`nothing at ${path.join('.')} of ${JSON.stringify(from)}`)
  return found
}

/** Makes one of everything that has an id, in a collection of that name. */
export async function furnish(furnishing: Furnishing): Promise<Things> {
  const { person, collection, visibility } = furnishing
  const collectionId = pick(await send(person, 'POST', '/collections', { name: collection, visibility }), 'id')
  const documents = await addTexts(furnishing)
  const graph = await graphOf(furnishing)
  const [personal, watched, accounts] = await Promise.all([
    learn(furnishing, graph.concept),
    watch(furnishing),
    accountThings(furnishing),
  ])
  const evaluated = await insertRows(furnishing.db, collectionId, accounts)
  return {
    collection: [collectionId, collection],
    document: documents,
    concept: [graph.concept],
    entity: [graph.entity],
    'entity name': [graph.name],
    relation: [graph.relation],
    watch: [watched],
    ...personal,
    ...evaluated,
    ...accounts,
  }
}

async function send(person: Person, method: string, path: string, body?: unknown): Promise<Json> {
  const { status, json, text } = await person.send(method, path, { body })
  if (status >= 400) throw new Error(`${method} ${path} answered ${status} ${text}`)
  return json
}

async function addTexts({ person, collection, text }: Furnishing): Promise<string[]> {
  const form = new FormData()
  form.set('collection', collection)
  form.append('files', new File([text], 'terms.txt'))
  const id = pick(await send(person, 'POST', '/documents', form), 'added', 0, 'document', 'id')
  await vi.waitFor(async () => {
    const { state } = await send(person, 'GET', `/documents/${id}`)
    if (state !== 'ready') throw new Error(`the document is ${String(state)}`)
  }, 60_000)
  return [id]
}

async function graphOf({ person, collection }: Furnishing) {
  const of = `collection=${encodeURIComponent(collection)}`
  return await vi.waitFor(async () => {
    const concepts = await send(person, 'GET', `/concepts?${of}`)
    const map = await send(person, 'GET', `/graph/map?${of}`)
    if (concepts['pendingDocuments'] !== 0 || map['pendingDocuments'] !== 0) throw new Error('documents are not in yet')
    const entity = pick(map, 'nodes', 0, 'id')
    const name = pick(await send(person, 'GET', `/graph/entities/${entity}`), 'nameRecords', 0, 'id')
    return { concept: pick(concepts, 'concepts', 0, 'id'), entity, name, relation: pick(map, 'edges', 0, 'id') }
  }, 60_000)
}

async function learn({ person, collection }: Furnishing, concept: string) {
  const conversation = pick(
    await send(person, 'POST', '/conversations', { filters: { collections: [collection] } }),
    'id',
  )
  await send(person, 'POST', `/conversations/${conversation}/turns`, { question: 'What is osmosis?' })
  const turn = pick(await send(person, 'GET', `/conversations/${conversation}`), 'turns', 0, 'id')
  const made = await send(person, 'POST', '/quizzes', { collection, count: 2, types: ['short-answer', 'cloze'] })
  const [quiz, item] = [pick(made, 'id'), pick(made, 'items', 0, 'id')]
  await send(person, 'POST', `/quizzes/${quiz}/answers`, { itemId: item, answer: { text: 'water' } })
  const answer = pick(await send(person, 'GET', `/quizzes/${quiz}`), 'results', 0, 'answerId')
  const plan = pick(await send(person, 'POST', '/plans', { collection, conceptIds: [concept] }), 'id')
  const card = pick(await send(person, 'POST', '/cards', { itemIds: [item] }), 'cards', 0, 'id')
  return {
    conversation: [conversation],
    turn: [turn],
    quiz: [quiz],
    'quiz item': [item],
    'quiz answer': [answer],
    plan: [plan],
    card: [card],
  }
}

async function watch({ person, collection, folders }: Furnishing): Promise<string> {
  const folder = join(folders, collection)
  await mkdir(folder)
  return pick(await send(person, 'POST', '/watches', { folder, collection }), 'id')
}

async function accountThings({ person, collection }: Furnishing) {
  // Of one workspace, as everybody here is a member of one alone.
  const session = await send(person, 'GET', '/session')
  const [workspace, user] = [pick(session, 'workspace'), pick(session, 'user', 'id')]
  const key = [pick(await send(person, 'POST', '/account/keys', { name: 'mine', scope: 'read' }), 'id')]
  return {
    workspace: [workspace],
    user: [user],
    member: [pick(session, 'workspaces', 0, 'memberId')],
    session: [pick(await send(person, 'GET', '/account/sessions'), 'sessions', 0, 'id')],
    key,
    'key of a member': key,
    invitation: [pick(await send(person, 'POST', '/invitations', { role: 'viewer' }), 'id')],
    'label set': [
      pick(await send(person, 'POST', '/evaluation/label-sets', { name: `labels of ${collection}` }), 'id'),
    ],
  }
}

const NO_QUESTIONS = JSON.stringify({ title: 'none', language: 'en', questions: [] })

/** What takes a language model, or names that are alike by chance. */
async function insertRows(db: Database, collectionId: string, accounts: Awaited<ReturnType<typeof accountThings>>) {
  const [workspace_id = '', member_id = ''] = [accounts.workspace[0], accounts.member[0]]
  const id = (kind: string) => `${kind}_of_${collectionId}`
  const times = { created_at: 1, changed_at: 1 }
  await db
    .insertInto('graph_extractions')
    .values({
      id: id('extraction'),
      collection_id: collectionId,
      model: 'none',
      state: 'paused',
      maximum_passages: null,
      maximum_tokens: 1,
      passages_read: 0,
      passages_failed: 0,
      passages_left: 0,
      prompt_tokens: 0,
      completion_tokens: 0,
      reserved_tokens: 0,
      newest_chunk_id: 0,
      entities: 0,
      relations: 0,
      rejected: 0,
      failure: null,
      started_at: 1,
      ended_at: null,
    })
    .execute()
  const keys = { first_key: 'a', second_key: 'b', similarity: null, score: 1, reasons_json: '[]' }
  await db
    .insertInto('graph_merge_reviews')
    .values({ id: id('review'), collection_id: collectionId, ...keys })
    .execute()
  await db
    .insertInto('evaluation_runs')
    .values({
      id: id('run'),
      workspace_id,
      member_id,
      kind: 'chat',
      title: 'run',
      state: 'cancelled',
      config_json: '{}',
      report_json: null,
      failure_json: null,
      ...times,
    })
    .execute()
  await db
    .insertInto('evaluation_ratings')
    .values({ id: id('rating'), run_id: id('run'), key: 'pair', rater: 'me', rating_json: '{}', created_at: 1 })
    .execute()
  await db
    .insertInto('question_sets')
    .values({
      id: id('set'),
      workspace_id,
      kind: 'chat',
      name: id('set'),
      language: 'en',
      content_json: NO_QUESTIONS,
      ...times,
    })
    .execute()
  return {
    extraction: [id('extraction')],
    'merge review': [id('review')],
    run: [id('run')],
    rating: [id('rating')],
    'question set': [id('set')],
  }
}
