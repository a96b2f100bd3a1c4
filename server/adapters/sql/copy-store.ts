import { createHash, type Hash } from 'node:crypto'
import { LearnPathError } from '@learnpath/contracts'
import { sql, type Kysely } from 'kysely'
import { storableText } from '../../kernel/text/storable-text.ts'
import type { Database } from '../../ports/relational-store.ts'
import { columnsOf } from './columns-of.ts'
import { copyGrowingKeys } from './growing-keys.ts'
import type { BlobTables } from '../../ports/blob-tables.ts'
import { FILE_TABLES, STORED_TABLES, type TableName } from './stored-tables.ts'

/** Of any table: which columns there are is only known when it runs. */
type AnyRow = Record<string, string | number | null | Uint8Array>
/** SQLite hands bytes out as a plain buffer, which PostgreSQL would take for an object. */
type ReadRow = Record<string, AnyRow[string] | ArrayBuffer>
type AnySchema = Record<string, AnyRow>

interface CopySchema extends AnySchema {
  store_copies: { table_name: string; after_json: string; rows: number; done: 0 | 1 }
}

/** With the files, as they are counted and compared beside the tables. */
export type CopiedName = TableName | keyof BlobTables | 'files'

export interface CopyOptions {
  readonly onProgress?: (progress: CopyProgress) => void
  /** Where files are kept in the tables of both sides. Default false. */
  readonly filesAsTables?: boolean
  /** Copies what is not kept in tables, as soon as it is sure that the target may be written to. Goes on where it was when it is called again. */
  readonly copyFiles?: () => Promise<CopiedTable>
}

export interface CopyProgress {
  readonly table: CopiedName
  readonly rows: number
}

export interface CopiedTable {
  readonly table: CopiedName
  readonly rows: number
  /** SHA-256 of all rows in the order of their keys. */
  readonly checksum: string
}

/** What both engines take in one statement. */
const MOST_PARAMETERS = 16_000
const MOST_ROWS = 500
/** Rows of long texts: a batch holds no more than that, as far as it is known before. */
const WIDE_TABLES: ReadonlySet<string> = new Set([
  'document_versions',
  'concept_analysis_parts',
  'evaluation_results',
  'blob_pages',
])
const WIDE_ROWS = 4

/**
 * Copies every row of one store to another that is empty, table after table in the order of keys. How far it came is noted in the target in
 * the same transaction as the rows, so that a copy that was killed goes on where it was. At the end both sides are read again and
 * compared. Nobody else writes meanwhile.
 * @throws LP_STORE_COPY_TARGET_USED when the target holds rows that no copy put there, LP_STORE_COPY_DIFFERS
 */
export async function copyStore(
  from: Database,
  to: Database,
  { onProgress = () => undefined, filesAsTables = false, copyFiles }: CopyOptions = {},
): Promise<readonly CopiedTable[]> {
  const source = from as unknown as Kysely<AnySchema>
  const target = to as unknown as Kysely<CopySchema>
  await beginOrGoOn(to)
  const copied: CopiedTable[] = []
  if (copyFiles !== undefined) copied.push(await copyFiles())
  const tables = filesAsTables ? [...tableNames(), 'blobs' as const, 'blob_pages' as const] : tableNames()
  for (const table of tables) {
    const rows = await copyTable(source, target, table)
    onProgress({ table, rows })
  }
  await copyGrowingKeys(from, to)
  for (const table of tables) {
    const [there, here] = [await readTable(source, table), await readTable(target, table)]
    if (there.checksum !== here.checksum) {
      throw new LearnPathError('LP_STORE_COPY_DIFFERS', {
        detail: `${table}: ${there.rows} rows there, ${here.rows} here`,
      })
    }
    copied.push({ table, ...here })
  }
  await target.schema.dropTable('store_copies').execute()
  return copied
}

/** Of every table, the columns of its key. */
const KEYS = { ...STORED_TABLES, ...FILE_TABLES }
type AnyTable = keyof typeof KEYS

const tableNames = (): TableName[] => Object.keys(STORED_TABLES) as TableName[]

async function beginOrGoOn(to: Database): Promise<void> {
  const target = to as unknown as Kysely<CopySchema>
  if ((await columnsOf(to, 'store_copies')).length > 0) return
  for (const table of tableNames()) {
    const row = await target
      .selectFrom(table)
      .select(sql<number>`1`.as('one'))
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) throw new LearnPathError('LP_STORE_COPY_TARGET_USED', { detail: table })
  }
  await target.schema
    .createTable('store_copies')
    .addColumn('table_name', 'text', (column) => column.primaryKey())
    .addColumn('after_json', 'text', (column) => column.notNull())
    .addColumn('rows', 'integer', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .execute()
}

async function copyTable(source: Kysely<AnySchema>, target: Kysely<CopySchema>, table: AnyTable): Promise<number> {
  const noted = await target.selectFrom('store_copies').selectAll().where('table_name', '=', table).executeTakeFirst()
  let rows = noted?.rows ?? 0
  let after = noted === undefined ? null : (JSON.parse(noted.after_json) as AnyRow)
  if (noted?.done === 1) return rows
  for (;;) {
    const batch = await readBatch(source, table, after)
    const last = batch.at(-1)
    const done = last === undefined || KEYS[table].length === 0
    rows += batch.length
    after = last === undefined ? after : keyOf(table, last)
    const note = { table_name: table, after_json: JSON.stringify(after), rows, done: done ? 1 : 0 } as const
    await target.transaction().execute(async (transaction) => {
      if (batch.length > 0) await transaction.insertInto(table).values(batch).execute()
      await transaction
        .insertInto('store_copies')
        .values(note)
        .onConflict((conflict) => conflict.column('table_name').doUpdateSet(note))
        .execute()
    })
    if (done) return rows
  }
}

function keyOf(table: AnyTable, row: AnyRow): AnyRow {
  return Object.fromEntries(KEYS[table].map((column) => [column, row[column] ?? null]))
}

/** The next rows in the order of the key. */
async function readBatch(db: Kysely<AnySchema>, table: AnyTable, after: AnyRow | null): Promise<AnyRow[]> {
  const key: readonly string[] = KEYS[table]
  let query = db
    .selectFrom(table)
    .selectAll()
    .limit(WIDE_TABLES.has(table) ? WIDE_ROWS : rowsPerBatch(table))
  for (const column of key) query = query.orderBy(column)
  if (after !== null && key.length > 0) {
    const values = key.map((column) => sql`${after[column]}`)
    query = query.where(sql<boolean>`(${sql.join(key.map((column) => sql.ref(column)))}) > (${sql.join(values)})`)
  }
  return (await query.execute()).map(withByteArrays)
}

function withByteArrays(row: ReadRow): AnyRow {
  const entries = Object.entries(row)
  return Object.fromEntries(
    entries.map(([column, value]) => [column, value instanceof ArrayBuffer ? new Uint8Array(value) : value]),
  )
}

const MOST_COLUMNS = 32
const rowsPerBatch = (table: AnyTable): number =>
  table === 'chunks' ? MOST_ROWS / 2 : Math.min(MOST_ROWS, Math.floor(MOST_PARAMETERS / MOST_COLUMNS))

async function readTable(db: Kysely<AnySchema>, table: AnyTable): Promise<Omit<CopiedTable, 'table'>> {
  const hash = createHash('sha256')
  let rows = 0
  let after: AnyRow | null = null
  for (;;) {
    const batch: AnyRow[] = await readBatch(db, table, after)
    for (const row of batch) addRow(hash, row)
    rows += batch.length
    const last = batch.at(-1)
    if (last === undefined || KEYS[table].length === 0) return { rows, checksum: hash.digest('base64url') }
    after = keyOf(table, last)
  }
}

/** Both engines give the same values, but not their columns in the same order. */
function addRow(hash: Hash, row: AnyRow): void {
  for (const column of Object.keys(row).toSorted()) {
    const value = row[column]
    hash.update(`${column}:`)
    if (value instanceof Uint8Array) hash.update(value)
    else hash.update(JSON.stringify(typeof value === 'string' ? storableText(value) : value))
    hash.update(';')
  }
}
