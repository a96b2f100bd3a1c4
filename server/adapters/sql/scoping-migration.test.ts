import { Kysely, sql, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Database } from '../../ports/relational-store.ts'
import { createPostgresDialect } from '../postgres/postgres-dialect.ts'
import { createPostgresPool } from '../postgres/postgres-pool.ts'
import { SqliteSchemaPlugin } from '../postgres/sqlite-schema-plugin.ts'
import { createPostgresSchema } from '../postgres/testing/postgres-schema.ts'
import { openSqliteConnection } from '../sqlite/sqlite-connection.ts'
import { migrateFilledStore } from './scoping-migration.double.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''

const openSqlite = (): Database =>
  new Kysely<DatabaseSchema>({ dialect: new SqliteDialect({ database: openSqliteConnection(':memory:') }) })

test('a library of the version before keeps every row, and what hangs on a collection stays', async () => {
  const db = openSqlite()
  const rows = await migrateFilledStore(db)
  expect(rows['collections']?.[0]).toMatchObject({ workspace_id: 'main', owner_id: null })
  expect(rows['cards']?.[0]).toMatchObject({ member_id: 'local' })
  expect(rows['review_settings']).toEqual([{ member_id: 'local', settings_json: 'v1' }])
  const { rows: lost } = await sql`pragma foreign_key_check`.execute(db)
  expect(lost).toEqual([])
  // A collection still takes along what is in it.
  await db.deleteFrom('documents').where('id', '=', 'v1').execute()
  expect(await db.selectFrom('chunks').selectAll().execute()).toHaveLength(2)
  await db.destroy()
})

test('the same name may be there in another workspace and for another member, and only there', async () => {
  const db = openSqlite()
  await migrateFilledStore(db)
  const add = async (id: string, workspace_id: string, owner_id: string | null) =>
    await db.insertInto('collections').values({ id, name: 'v1', created_at: 1, workspace_id, owner_id }).execute()
  await add('other', 'other', null)
  await add('mine', 'main', 'me')
  await add('yours', 'main', 'you')
  await expect(add('again', 'main', 'me')).rejects.toThrow(/FOREIGN KEY|foreign key|UNIQUE|store/u)
  await expect(add('shared again', 'other', null)).rejects.toThrow(/FOREIGN KEY|foreign key|UNIQUE|store/u)
  await db.destroy()
})

test.skipIf(url === '')('PostgreSQL gets the same rows (needs LEARNPATH_TEST_POSTGRES_URL)', async () => {
  const { schema, drop } = await createPostgresSchema(url)
  const pool = createPostgresPool({ url, schema, maxConnections: 3, onIdleError: () => undefined })
  const there = new Kysely<DatabaseSchema>({
    dialect: createPostgresDialect(pool),
    plugins: [new SqliteSchemaPlugin()],
  })
  const here = openSqlite()
  expect(await migrateFilledStore(there)).toEqual(await migrateFilledStore(here))
  await here.destroy()
  await there.destroy()
  await drop()
})
