import type { Database } from '../../ports/relational-store.ts'

export async function createPlanTables(db: Database): Promise<void> {
  await Promise.resolve(db)
}
