import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { CreatedApiKey, CreatedInvitation, KeyScope, Session, WorkspaceRole } from '@learnpath/contracts'
import { Kysely, SqliteDialect } from 'kysely'
import { createPostgresDatabase } from '../adapters/postgres/testing/postgres-database.ts'
import { STORED_TABLES, type TableName } from '../adapters/sql/stored-tables.ts'
import { openSqliteConnection } from '../adapters/sqlite/sqlite-connection.ts'
import { createManualClock } from '../ports/clock.double.ts'
import { createRecordingLogger } from '../ports/logger.double.ts'
import type { DatabaseSchema } from '../ports/database-schema.ts'
import type { Database } from '../ports/relational-store.ts'
import { startLearnPath } from './learnpath.ts'
import { openDatabaseStore } from './open-store.ts'
import { readSettings } from './settings.ts'

/** The database of a program that runs. */
interface Looked {
  readonly db: Database
  close(): Promise<void>
}

function openBeside(file: string): Looked {
  const db = new Kysely<DatabaseSchema>({ dialect: new SqliteDialect({ database: openSqliteConnection(file) }) })
  return { db, close: async () => await db.destroy() }
}

const openDatabase = async (url: string): Promise<Looked> =>
  await openDatabaseStore(url, { clock: createManualClock(), logger: createRecordingLogger() })

const PASSWORD = 'drei Igel tragen Hüte'

export interface Sent {
  /** JSON, or a form. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
export interface Reply {
  readonly status: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Who sends requests over a socket, with what tells who they are. */
export interface Person {
  /** What goes with every request: a cookie and its token, or a key, or nothing. */
  readonly headers: Readonly<Record<string, string>>
  send(method: string, path: string, sent?: Sent): Promise<Reply>
}

/** A server with accounts that listens, and the people who use it. */
export interface ServedPeople {
  readonly url: string
  readonly administrator: Person
  readonly nobody: Person
  person(headers: Readonly<Record<string, string>>): Person
  /** Somebody new with that role in the workspace (default: the first), signed in. */
  invite(name: string, role: WorkspaceRole, workspaceId?: string): Promise<Person>
  keyOf(person: Person, scope: KeyScope): Promise<Person>
  newWorkspace(name: string): Promise<string>
  /** The store, beside the program. */
  readonly db: Database
  /** Somebody who was invited, signed in anew. */
  signIn(name: string): Promise<Person>
  /** Hashes of the files that are kept, in order. */
  files(): Promise<readonly string[]>
  /** How many rows there are, by table. */
  counts(): Promise<Readonly<Record<string, number>>>
  stop(): Promise<void>
}

/**
 * In a SQLite file, or in PostgreSQL where `LEARNPATH_TEST_STORE_URL` names one.
 * @param ingest whether documents are read
 */
export async function servePeople({ ingest }: { readonly ingest: boolean }): Promise<ServedPeople> {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-people-'))
  const server = process.env['LEARNPATH_TEST_STORE_URL'] ?? ''
  const storeUrl = server === '' ? '' : await createPostgresDatabase(server)
  const settings = readSettings({
    LEARNPATH_HOME: home,
    LEARNPATH_PORT: '0',
    LEARNPATH_IDENTITY: 'local',
    LEARNPATH_GRAPH: 'on',
    LEARNPATH_RATE_LIMITS: 'off',
    LEARNPATH_LOG_LEVEL: 'error',
    LEARNPATH_STORE_URL: storeUrl,
    // The database of tests has no password.
    LEARNPATH_SERVICE_SECRET: storeUrl === '' ? '' : 'a secret of tests that nobody else knows',
  })
  const program = await startLearnPath(settings, { ingest, logForm: 'words' })
  const url = await program.listen()
  const store = storeUrl === '' ? openBeside(join(home, 'learnpath.db')) : await openDatabase(storeUrl)

  const person = (own: Readonly<Record<string, string>>): Person => ({
    headers: own,
    send: async (method, path, { body, headers = {} } = {}) => {
      const isForm = body instanceof FormData
      const type = body === undefined || isForm ? {} : { 'content-type': 'application/json' }
      const leaving = new AbortController()
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...type, ...own, ...headers },
        redirect: 'manual',
        signal: leaving.signal,
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      })
      const { status } = response
      const form = response.headers.get('content-type') ?? ''
      if (form.startsWith('text/event-stream')) {
        leaving.abort()
        return { status, text: '', json: {} }
      }
      const text = await response.text()
      const json = form.includes('json') && text !== '' ? (JSON.parse(text) as Reply['json']) : {}
      return { status, text, json }
    },
  })

  /** Sends what begins a session, and keeps the cookie. */
  async function begin(path: string, body: unknown): Promise<Person> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path} answered ${await response.text()}`)
    const { csrfToken } = (await response.json()) as Session
    const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';')
    return person({ cookie, 'x-learnpath-csrf': csrfToken ?? '' })
  }

  const token = await program.setupToken()
  const administrator = await begin('/setup', { token, email: 'ada@example.org', name: 'Ada', password: PASSWORD })
  return {
    url,
    administrator,
    db: store.db,
    nobody: person({}),
    person,
    async invite(name, role, workspaceId = 'main') {
      const headers = { 'x-learnpath-workspace': workspaceId }
      const { json } = await administrator.send('POST', '/invitations', { body: { role }, headers })
      const { link } = json as unknown as CreatedInvitation
      const account = { email: `${name}@example.org`, name, password: PASSWORD }
      return await begin('/invitations/accept', { token: link.split('#')[1], account })
    },
    async keyOf(owner, scope) {
      const { json } = await owner.send('POST', '/account/keys', { body: { name: scope, scope } })
      return person({ authorization: `Bearer ${(json as unknown as CreatedApiKey).key}` })
    },
    async newWorkspace(name) {
      return String((await administrator.send('POST', '/workspaces', { body: { name } })).json['id'])
    },
    signIn: async (name) => await begin('/session', { email: `${name}@example.org`, password: PASSWORD }),
    async files() {
      const rows = await store.db.selectFrom('blobs').select('hash').execute()
      const names = existsSync(join(home, 'files')) ? await readdir(join(home, 'files'), { recursive: true }) : []
      const hashes = names.map((name) => basename(name)).filter((name) => /^[0-9a-f]{64}$/u.test(name))
      return [...hashes, ...rows.map(({ hash }) => hash)].toSorted()
    },
    async counts() {
      const counted: Record<string, number> = {}
      for (const table of Object.keys(STORED_TABLES) as TableName[]) {
        const { rows } = await store.db
          .selectFrom(table as 'documents')
          .select(({ fn }) => fn.countAll().as('rows'))
          .executeTakeFirstOrThrow()
        counted[table] = Number(rows)
      }
      return counted
    },
    async stop() {
      await store.close()
      await program.stop()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
