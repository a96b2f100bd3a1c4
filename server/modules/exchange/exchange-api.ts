import type { ExportQuery, ImportResult, PlanExportQuery } from '@learnpath/contracts'

/** A file for another program. */
export interface ExportedFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** Learning taken to other programs, and from them. */
export interface ExchangeApi {
  /** @throws LP_QUIZ_NOT_FOUND, LP_EXPORT_EMPTY */
  export(query: ExportQuery): Promise<ExportedFile>
  /** @throws LP_PLAN_NOT_FOUND */
  exportPlan(planId: string, query: PlanExportQuery): Promise<ExportedFile>
  /** @throws LP_IMPORT_UNSUPPORTED, LP_IMPORT_DAMAGED */
  import(
    file: { readonly name: string; readonly bytes: Uint8Array },
    options: { readonly deck?: string | undefined; readonly settings?: boolean },
  ): Promise<ImportResult>
}
