import { exportLearning } from './export-learning.ts'
import type { ExchangeApi } from './exchange-api.ts'
import type { ExchangeDependencies } from './exchange-dependencies.ts'
import { exportPlan } from './export-plan.ts'
import { importLearning } from './imports/import-learning.ts'

/** Learning taken to other programs, and from them. */
export function createExchange(dependencies: ExchangeDependencies): ExchangeApi {
  return {
    export: async (query) => await exportLearning(dependencies, query),
    exportPlan: async (planId, query) => await exportPlan(dependencies, planId, query),
    import: async (file, options) => await importLearning(dependencies, file, options),
  }
}
