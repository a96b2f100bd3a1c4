import { environment } from '../../../server/app/environment.ts'
import { readSettings } from '../../../server/app/settings.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface MigrateStoreOptions {
  readonly back?: true
}

const SHORT_CHECKSUM = 12

/** Copies everything between the data folder's own database and a PostgreSQL database, and says what was copied. */
export async function migrateStore(terminal: Terminal, url: string, { back }: MigrateStoreOptions): Promise<number> {
  const settings = readSettings({ ...environment(), LEARNPATH_STORE_URL: url })
  const { copyLibrary } = await import('../../../server/app/copy-library.ts')
  const copied = await copyLibrary(settings, {
    url,
    direction: back === true ? 'to-file' : 'to-database',
    onProgress: ({ table, rows }) => {
      if (rows > 0) terminal.note(`${table}: ${rows}`)
    },
  })
  const tables = copied.filter(({ rows }) => rows > 0)
  terminal.result({ tables })
  const rows = tables.map(({ table, rows: count, checksum }) => [
    table,
    String(count),
    checksum.slice(0, SHORT_CHECKSUM),
  ])
  for (const line of tableLines([['Table', 'Rows', 'Checksum'], ...rows])) terminal.line(line)
  terminal.line(
    back === true
      ? 'Both are the same. Start LearnPath without LEARNPATH_STORE_URL to use the data folder’s own database.'
      : 'Both are the same. Set LEARNPATH_STORE_URL to this address to use the database; files and indexes stay in the data folder.',
  )
  return 0
}
