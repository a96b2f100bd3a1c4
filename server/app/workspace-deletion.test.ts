// A workspace is deleted with all that its members have put in and learned: no row, file or index entry of it is left, and all else is as it was.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TOKENIZER_FILE } from '../adapters/inference/testing/random-transformer.ts'
import { STORED_TABLES, type TableName } from '../adapters/sql/stored-tables.ts'
import { furnish, type Furnishing } from './furnished-people.double.ts'
import { servePeople, type Person, type ServedPeople } from './served-people.double.ts'

const KEPT = 'zebrafish'
const DELETED = ['xylophone', 'quokka', 'marmalade'] as const
const TERMS = [
  ['Osmosis', 'the movement of water through a membrane that lets some substances pass and not others'],
  ['Diffusion', 'the spreading of particles from where there are many to where there are few'],
  ['A membrane', 'a thin layer that surrounds a cell and lets some substances pass'],
  ['Photosynthesis', 'the process by which plants make sugar from light, water and carbon dioxide'],
]
const textOf = (word: string): string =>
  [
    ...TERMS.map(([term, meaning]) => `${term} is ${meaning}. Cells depend on ${term?.toLowerCase()} every day.`),
    `Marie Curie was a physicist. Marie Curie discovered radium in Paris and taught the ${word}.`,
    `Pierre Curie worked with Marie Curie in Paris. Pierre Curie studied the ${word}.`,
  ].join('\n\n')

const MODEL = 'potion-base-2m'
const hasModel = existsSync(TOKENIZER_FILE)

/** What is written down of the installation, not of what is in it: all of it stays, or changes with every request. */
const RECORDS: ReadonlySet<string> = new Set<TableName>([
  'audit_log',
  'change_log',
  'users',
  'sessions',
  'sign_in_failures',
  'concept_follower',
  'graph_follower',
  'embedding_generations',
])

const FILLED: readonly TableName[] = [
  'documents',
  'chunks',
  'document_versions',
  'watches',
  'concept_analyses',
  'concept_collections',
  'quizzes',
  'quiz_answers',
  'cards',
  'mastery_evidence',
  'plans',
  'conversations',
  'conversation_turns',
  'graph_entities',
  'graph_relations',
  'graph_extractions',
  'evaluation_runs',
  'question_sets',
  'memberships',
  'api_keys',
  'invitations',
  ...(hasModel ? (['embeddings'] as const) : []),
]

let people: ServedPeople
let folders = ''
let laboratory = ''
let before: Readonly<Record<string, readonly string[]>> = {}
let filesBefore: readonly string[] = []

/** The rows of every table, as text. */
async function rowsOf(): Promise<Record<string, readonly string[]>> {
  const tables: Record<string, readonly string[]> = {}
  for (const table of Object.keys(STORED_TABLES)) {
    const rows = await people.db
      .selectFrom(table as 'documents')
      .selectAll()
      .execute()
    tables[table] = rows.map((row) => JSON.stringify(row)).toSorted()
  }
  return tables
}

async function atRest(): Promise<void> {
  await vi.waitFor(async () => {
    const { json } = await people.administrator.send('GET', '/status')
    expect(json).toMatchObject({ jobs: { queued: 0, running: 0 }, index: { lag: 0 } })
    expect(json['generations']).toMatchObject(hasModel ? [{ state: 'serving', lag: 0 }] : [])
  }, 30_000)
}

async function fill(person: Person, more: Pick<Furnishing, 'collection' | 'visibility' | 'text'>): Promise<void> {
  await furnish({ person, db: people.db, folders: await mkdtemp(join(folders, 'of-')), ...more })
}

/** Somebody who may watch folders as well. */
async function ownerOf(workspaceId: string, name: string): Promise<Person> {
  const person = await people.invite(name, 'owner', workspaceId)
  const user = (await person.send('GET', '/session')).json['user'] as { readonly id: string }
  await people.administrator.send('PATCH', `/users/${user.id}`, { body: { isAdministrator: true } })
  return person
}

beforeAll(async () => {
  folders = await mkdtemp(join(tmpdir(), 'learnpath-watched-'))
  people = await servePeople({ ingest: true })
  const { administrator } = people
  if (hasModel) {
    const folder = join(TOKENIZER_FILE, '../../../potion-base-2M-int8')
    await administrator.send('POST', '/models/import', { body: { folder, id: MODEL } })
    await administrator.send('POST', '/generations', { body: { model: MODEL, precision: 'int8' } })
  }
  await fill(administrator, { collection: 'library', visibility: 'shared', text: textOf(KEPT) })
  await atRest()
  before = await rowsOf()
  filesBefore = await people.files()

  laboratory = await people.newWorkspace('Laboratory')
  const ben = await ownerOf(laboratory, 'ben')
  const cleo = await ownerOf(laboratory, 'cleo')
  await Promise.all([
    fill(ben, { collection: 'library', visibility: 'shared', text: textOf(DELETED[0]) }),
    fill(ben, { collection: 'diary', visibility: 'private', text: textOf(DELETED[1]) }),
    fill(cleo, { collection: 'notes', visibility: 'private', text: textOf(DELETED[2]) }),
  ])
  // The same bytes as in the first workspace.
  const form = new FormData()
  form.append('files', new File([textOf(KEPT)], 'same.txt'))
  await cleo.send('POST', '/documents', { body: form })
  await atRest()
}, 120_000)
afterAll(async () => {
  await people.stop()
  await rm(folders, { recursive: true, force: true })
})

test('nothing of it is left in any table, file or index, and the other workspace is as it was', async () => {
  const full = await rowsOf()
  const grown = Object.keys(full).filter((table) => (full[table]?.length ?? 0) > (before[table]?.length ?? 0))
  // Tables that nobody has put anything in would prove nothing.
  expect(grown).toEqual(expect.arrayContaining([...FILLED]))
  expect((await people.files()).length).toBe(filesBefore.length + DELETED.length)

  expect(await people.administrator.send('DELETE', `/workspaces/${laboratory}`)).toMatchObject({ status: 204 })
  await atRest()
  const after = await rowsOf()
  for (const table of Object.keys(after)) {
    if (RECORDS.has(table)) continue
    expect([table, after[table]]).toEqual([table, before[table]])
  }
  const everything = JSON.stringify(after)
  for (const word of DELETED) expect([word, everything.includes(word)]).toEqual([word, false])
  expect(await people.files()).toEqual(filesBefore)
})

test('no index finds it, in any workspace', async () => {
  for (const mode of hasModel ? (['keyword', 'vector', 'hybrid'] as const) : (['keyword'] as const)) {
    for (const query of DELETED) {
      const { json } = await people.administrator.send('POST', '/search', { body: { query, mode, limit: 50 } })
      expect([mode, JSON.stringify(json['hits'])]).toEqual([mode, expect.not.stringMatching(DELETED.join('|'))])
      expect(json['reading']).toMatchObject({ unknownWords: [query] })
    }
  }
  const { json } = await people.administrator.send('GET', '/status')
  const chunks = before['chunks']?.length
  expect(json['index']).toMatchObject({ chunks })
})

test('who was in it alone can sign in and is in no workspace; keys are worth nothing', async () => {
  const signedIn = await people.signIn('ben')
  const session = await signedIn.send('GET', '/session')
  expect(session.json).toMatchObject({ user: { name: 'ben' }, workspaces: [], workspace: null, role: null })
  expect(await signedIn.send('GET', '/documents')).toMatchObject({ json: { code: 'LP_WORKSPACE_NEEDED' } })
  const asked = await signedIn.send('GET', '/documents', { headers: { 'x-learnpath-workspace': laboratory } })
  expect(asked.json['code']).toBe('LP_WORKSPACE_NOT_FOUND')
})
