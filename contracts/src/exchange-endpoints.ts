import { endpoint, type Endpoint } from './endpoint.ts'
import { ExportQuery, ImportFields, ImportResult, PlanExportQuery } from './exchange.ts'

/** Addresses for taking learning to other programs and from them. */
export const EXCHANGE_ENDPOINTS = {
  exportLearning: endpoint({
    method: 'GET',
    path: '/export',
    tag: 'Exchange',
    status: 200,
    errors: ['LP_QUIZ_NOT_FOUND', 'LP_EXPORT_EMPTY'],
    summary: 'Cards or quiz items for Anki, Moodle and others',
    query: ExportQuery,
    answer: 'bytes',
    unbounded: true,
  }),
  exportPlan: endpoint({
    method: 'GET',
    path: '/plans/{id}/export',
    tag: 'Exchange',
    status: 200,
    errors: ['LP_PLAN_NOT_FOUND'],
    summary: 'A plan for a calendar, for print or for another LearnPath',
    query: PlanExportQuery,
    answer: 'bytes',
  }),
  importLearning: endpoint({
    method: 'POST',
    path: '/import',
    tag: 'Exchange',
    status: 200,
    errors: ['LP_IMPORT_UNSUPPORTED', 'LP_IMPORT_DAMAGED'],
    summary: 'Cards from an Anki package, a text file of Anki, or an export of LearnPath, with their reviews',
    upload: ImportFields,
    answer: ImportResult,
    unbounded: true,
  }),
} as const satisfies Record<string, Endpoint>
