import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createSqliteRelationalStore } from '../sqlite/relational-store.ts'
import { FILE_TABLES, GROWING_KEYS, STORED_TABLES } from './stored-tables.ts'

interface TableFacts {
  readonly name: string
  readonly key: string | null
  readonly refers: string | null
}

async function tablesOfTheSchema(): Promise<readonly TableFacts[]> {
  const store = await createSqliteRelationalStore({
    file: ':memory:',
    clock: createManualClock(),
    logger: createRecordingLogger(),
  })
  const { rows } = await sql<TableFacts>`
    select m.name as name,
      (select group_concat(c.name) from (select name from pragma_table_info(m.name) where pk > 0 order by pk) c) as key,
      (select group_concat(distinct f."table") from pragma_foreign_key_list(m.name) f) as refers
    from sqlite_master m where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'schema_versions'`.execute(
    store.db,
  )
  await store.close()
  return rows
}

test('a copy takes every table by its whole key, and what a table refers to before it', async () => {
  const tables = await tablesOfTheSchema()
  const known = { ...STORED_TABLES, ...FILE_TABLES }
  const order = Object.keys(known)
  expect(order.toSorted()).toEqual(tables.map(({ name }) => name).toSorted())
  for (const { name, key, refers } of tables) {
    expect([name, known[name as keyof typeof known].join(',')]).toEqual([name, key ?? ''])
    for (const other of refers?.split(',') ?? []) expect(order.indexOf(other)).toBeLessThanOrEqual(order.indexOf(name))
  }
})

test('the keys that the database gives out are known', async () => {
  const store = await createSqliteRelationalStore({
    file: ':memory:',
    clock: createManualClock(),
    logger: createRecordingLogger(),
  })
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and sql like '%autoincrement%'`.execute(store.db)
  await store.close()
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(GROWING_KEYS).toSorted())
})
