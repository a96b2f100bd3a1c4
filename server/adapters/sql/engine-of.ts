import { PostgresAdapter } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'

/** Which database engine is behind it: a few things have no words in common. */
export const engineOf = (db: Database): 'postgres' | 'sqlite' =>
  db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
