import { sql, type Kysely } from 'kysely'
import { expect } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import type { Database } from '../../ports/relational-store.ts'
import { columnsOf } from './columns-of.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { STORED_TABLES } from './stored-tables.ts'

type AnyRow = Record<string, unknown>
type AnySchema = Record<string, AnyRow>

const ROWS = 3
const BEFORE = 12

/** Migrates a store of the version before, with rows in every table, and checks that they are there afterwards. @returns them */
export async function migrateFilledStore(db: Database): Promise<Record<string, AnyRow[]>> {
  const clock = createManualClock()
  await migrate(db, { migrations: MIGRATIONS.filter(({ version }) => version <= BEFORE), clock })
  const before = await fill(db)
  await migrate(db, { migrations: MIGRATIONS.filter(({ version }) => version <= BEFORE + 1), clock })
  const after = await rowsOf(db, Object.keys(before))
  for (const [table, rows] of Object.entries(before)) {
    const there = table === 'review_settings' ? rows.map(({ settings_json }) => ({ settings_json })) : rows
    expect([table, after[table]]).toEqual([table, there.map((row) => expect.objectContaining(row))])
  }
  await expect(db.insertInto('document_tags').values({ document_id: 'nowhere', tag: 'tag' }).execute()).rejects.toThrow(
    /FOREIGN KEY|foreign key|UNIQUE|store/u,
  )
  return after
}

/** Equal numbers in all keys and references: so they fit one another. */
async function fill(db: Database): Promise<Record<string, AnyRow[]>> {
  const any = db as unknown as Kysely<AnySchema>
  const filled: string[] = []
  for (const name of Object.keys(STORED_TABLES)) {
    const columns = await columnsOf(db, name)
    if (columns.length === 0) continue
    filled.push(name)
    const rows = Array.from({ length: name === 'review_settings' ? 1 : ROWS }, (_, index) =>
      Object.fromEntries(columns.map((column) => [column.name, valueOf(column.type, index + 1)])),
    )
    await any.insertInto(name).values(rows).execute()
  }
  return await rowsOf(db, filled)
}

function valueOf(type: string, number: number): unknown {
  if (/blob|bytea/iu.test(type)) return new Uint8Array([number, 255])
  if (/real|double|float/iu.test(type)) return number + 0.5
  return /int/iu.test(type) ? number : `v${number}`
}

async function rowsOf(db: Database, tables: readonly string[]): Promise<Record<string, AnyRow[]>> {
  const found: Record<string, AnyRow[]> = {}
  for (const table of tables) {
    const { rows } = await sql<AnyRow>`select * from ${sql.table(table)}`.execute(db)
    found[table] = rows.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return found
}

const plain = (row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(row)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [
        name,
        value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value instanceof Uint8Array ? [...value] : value,
      ]),
  )
