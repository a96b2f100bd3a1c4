import { sql } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { columnsOf } from './columns-of.ts'

/** A table again in another form, with all its rows. */
export async function renewTable(db: Database, table: string, create: (db: Database) => Promise<void>): Promise<void> {
  const [old, kept] = [sql.table(table), sql.table(`${table}_before`)]
  await sql`create table ${kept} as select * from ${old}`.execute(db)
  await sql`drop table ${old}`.execute(db)
  await create(db)
  const columns = sql.join((await columnsOf(db, `${table}_before`)).map(({ name }) => sql.ref(name)))
  await sql`insert into ${old} (${columns}) select ${columns} from ${kept}`.execute(db)
  await sql`drop table ${kept}`.execute(db)
}
