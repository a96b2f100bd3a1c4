import { Kysely, sql, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import type { DatabaseSchema } from '../../ports/database-schema.ts'
import type { Database } from '../../ports/relational-store.ts'
import { createPostgresDialect } from '../postgres/postgres-dialect.ts'
import { createPostgresPool } from '../postgres/postgres-pool.ts'
import { createPostgresSchema } from '../postgres/testing/postgres-schema.ts'
import { openSqliteConnection } from '../sqlite/sqlite-connection.ts'
import { columnsOf } from './columns-of.ts'

const url = process.env['LEARNPATH_TEST_POSTGRES_URL'] ?? ''

async function makeTable(db: Database, name: string, columns: readonly string[]): Promise<void> {
  const defined = columns.map((column) => sql`${sql.ref(column)} text`)
  await sql`create table ${sql.table(name)} (${sql.join(defined)})`.execute(db)
}

test('a table has its columns in their order, and what is no table has none', async () => {
  const db: Database = new Kysely<DatabaseSchema>({
    dialect: new SqliteDialect({ database: openSqliteConnection(':memory:') }),
  })
  await makeTable(db, 'words', ['word', 'a meaning'])
  expect(await columnsOf(db, 'words')).toMatchObject([{ name: 'word' }, { name: 'a meaning' }])
  expect(await columnsOf(db, 'meanings')).toEqual([])
  await db.destroy()
})

test.skipIf(url === '')(
  'a library does not see the tables of another (needs LEARNPATH_TEST_POSTGRES_URL)',
  async () => {
    const open = async () => {
      const { schema, drop } = await createPostgresSchema(url)
      const pool = createPostgresPool({ url, schema, maxConnections: 1, onIdleError: () => undefined })
      const db: Database = new Kysely<DatabaseSchema>({ dialect: createPostgresDialect(pool) })
      return { db, drop }
    }
    const libraries = [await open(), await open()] as const
    const [one, other] = libraries
    await makeTable(one.db, 'words', ['word', 'meaning'])
    await makeTable(other.db, 'words', ['id', 'meaning', 'word'])
    await makeTable(other.db, 'copies', ['id'])
    await sql`alter table words drop column id`.execute(other.db)
    expect(await columnsOf(one.db, 'words')).toEqual([
      { name: 'word', type: 'text' },
      { name: 'meaning', type: 'text' },
    ])
    expect(await columnsOf(other.db, 'words')).toMatchObject([{ name: 'meaning' }, { name: 'word' }])
    expect(await columnsOf(one.db, 'copies')).toEqual([])
    for (const { db, drop } of libraries) {
      await db.destroy()
      await drop()
    }
  },
)
