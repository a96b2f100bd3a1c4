import type { Database } from '../../ports/relational-store.ts'

export async function createConceptTables(db: Database): Promise<void> {
  await Promise.resolve(db)
}
