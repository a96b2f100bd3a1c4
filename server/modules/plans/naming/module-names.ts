import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { PlanSources } from '../showing/plan-sources.ts'
import type { ModuleName } from './name-modules.ts'

/** The rows of modules' names: each goes with its plan, and with the document whose words it has. */
export interface ModuleNames {
  add(planId: string, names: readonly ModuleName[]): Promise<void>
  /** By module; only those of documents as they still are. */
  of(planId: string, documents: PlanSources['documents']): Promise<PlanSources['names']>
}

export function createModuleNames({ db }: Pick<RelationalStore, 'db'>): ModuleNames {
  return {
    async add(planId, names) {
      await db.transaction().execute(async (transaction) => {
        for (const { moduleId, documentId, versionHash, ...name } of names) {
          const row = {
            plan_id: planId,
            module_id: moduleId,
            document_id: documentId,
            version_hash: versionHash,
            ...name,
          }
          await transaction.insertInto('plan_module_names').values(row).execute()
        }
      })
    },
    async of(planId, documents) {
      const rows = await db.selectFrom('plan_module_names').selectAll().where('plan_id', '=', planId).execute()
      const current = rows.filter((row) => documents.get(row.document_id)?.versionHash === row.version_hash)
      return new Map(current.map(({ module_id: id, title, summary, model }) => [id, { title, summary, model }]))
    },
  }
}
