import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ScopingPlugin } from '../adapters/sql/scoping/scoping-plugin.ts'
import { SCOPE_RULES } from '../adapters/sql/scoping/scope-rules.ts'
import { withinScope } from '../kernel/access/access-scope.ts'
import { CELL_BIOLOGY } from './cell-biology.double.ts'
import { furnish, type Kind, type Things } from './furnished-people.double.ts'
import { servePeople, type Person, type ServedPeople } from './served-people.double.ts'

const textFor = (word: string): string =>
  [
    CELL_BIOLOGY,
    `Marie Curie was a physicist. Marie Curie discovered radium in Paris and taught the ${word}.`,
    `Pierre Curie worked with Marie Curie in Paris. Pierre Curie studied the ${word}.`,
  ].join('\n\n')

const SHARED_WORD = 'zebrafish'
const PRIVATE_WORD = 'xylophone'

export const CALLERS = ['the strongest of another workspace', 'the strongest of the same workspace'] as const
export type CallerName = (typeof CALLERS)[number]
export interface Caller {
  readonly person: Person
  /** What there is for requests that take more than the one id. */
  readonly own: Things
  /** Of Anna's, what is as if it did not exist. */
  readonly foreign: (kind: Kind) => readonly string[]
}

/** Anna, who has one of everything twice, shared and private, and those from whom it is kept. */
export interface TwoWorkspaces {
  readonly people: ServedPeople
  /** Where folders to be watched are made. */
  readonly folders: string
  readonly callers: Readonly<Record<CallerName, Caller>>
  /** All rows that Anna sees, and what of accounts is hers. */
  rowsOfAnna(): Promise<ReadonlySet<string>>
  stop(): Promise<void>
}

/** What a member of the same workspace sees as everybody does, or the workspace has in common. */
const COMMON: ReadonlySet<Kind> = new Set<Kind>([
  'label set',
  'question set',
  'run',
  'rating',
  'key of a member',
  'member',
  'invitation',
  'workspace',
  'user',
])

async function strongest(people: ServedPeople, name: string, workspaceId: string): Promise<Person> {
  const person = await people.invite(name, 'owner', workspaceId)
  const user = (await person.send('GET', '/session')).json['user'] as { readonly id: string }
  await people.administrator.send('PATCH', `/users/${user.id}`, { body: { isAdministrator: true } })
  return person
}

export async function serveTwoWorkspaces(): Promise<TwoWorkspaces> {
  const people = await servePeople({ ingest: true })
  const other = await people.newWorkspace('other')
  const anna = await strongest(people, 'anna', 'main')
  const ben = await strongest(people, 'ben', 'main')
  const cleo = await strongest(people, 'cleo', other)
  const folders = await mkdtemp(join(tmpdir(), 'learnpath-watched-'))
  const given = { db: people.db, folders }
  const [shared, hidden, ofBen, ofCleo] = await Promise.all([
    furnish({ ...given, person: anna, collection: 'annas', visibility: 'shared', text: textFor(SHARED_WORD) }),
    furnish({ ...given, person: anna, collection: 'diary', visibility: 'private', text: textFor(PRIVATE_WORD) }),
    furnish({ ...given, person: ben, collection: 'bens', visibility: 'private', text: textFor('own') }),
    furnish({ ...given, person: cleo, collection: 'library', visibility: 'shared', text: textFor('own') }),
  ])
  return {
    people,
    folders,
    callers: {
      'the strongest of another workspace': {
        person: cleo,
        own: ofCleo,
        foreign: (kind) => [...shared[kind], ...hidden[kind]],
      },
      'the strongest of the same workspace': {
        person: ben,
        own: ofBen,
        foreign: (kind) => (COMMON.has(kind) ? [] : hidden[kind]),
      },
    },
    rowsOfAnna: async () => await rowsOf(people, shared),
    async stop() {
      await people.stop()
      await rm(folders, { recursive: true, force: true })
    },
  }
}

async function rowsOf(people: ServedPeople, { member, user }: Things): Promise<ReadonlySet<string>> {
  const [memberId = '', userId = ''] = [member[0], user[0]]
  const db = people.db.withPlugin(new ScopingPlugin())
  const seen = new Set<string>()
  for (const [table, { kind }] of Object.entries(SCOPE_RULES)) {
    if (kind === 'system') continue
    const all = db.selectFrom(table as 'documents').selectAll()
    const rows = await withinScope({ workspaceId: 'main', memberId, userId }, async () => await all.execute())
    // When a folder was last looked at changes by itself.
    for (const row of rows) seen.add(`${table} ${JSON.stringify({ ...row, last_scan_at: 0 })}`)
  }
  for (const table of ['memberships', 'sessions', 'api_keys', 'invitations'] as const) {
    const rows: readonly { readonly id: string }[] = await people.db.selectFrom(table).select('id').execute()
    for (const { id } of rows) seen.add(`${table} ${id}`)
  }
  return seen
}

/** An id of the same form that is nobody's. */
export const madeUp = (id: string): string => `${id.slice(0, -1)}${id.endsWith('a') ? 'b' : 'a'}`

/** What an answer about `value` says, apart from what differs from one request to the next. */
export function said(answer: string, value: string): string {
  return answer
    .replaceAll(value, 'ID')
    .replaceAll(
      /"(?:requestId|tookMs|stages|id|jobId|at|\w+At|title|retrievability)":(?:"[^"]*"|[\d.e-]+|\{[^}]*\})/gu,
      '',
    )
    .replaceAll(/"created":\d+/gu, '')
    .replaceAll(/\b[a-z]+_[a-z\d]{20}\b/gu, 'another id')
}

/** What an answer tells of Anna's documents that the caller may not know; null: nothing. */
export function toldOfAnna({ own }: Caller, answer: string): string | null {
  const told = answer.match(new RegExp(`${SHARED_WORD}|${PRIVATE_WORD}`, 'u'))?.[0] ?? null
  const mayKnow = own.workspace[0] === 'main' ? SHARED_WORD : null
  return told === mayKnow ? null : told
}
