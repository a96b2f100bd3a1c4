import type { Database } from '../../../ports/relational-store.ts'
import { createAnalysisReading } from './analysis-reading.ts'
import { createAnalysisState } from './analysis-state.ts'
import type { AnalysisStore } from './analysis-store.ts'
import { createAnalysisWriting } from './analysis-writing.ts'

export function createAnalysisStore(db: Database, analystVersion: string): AnalysisStore {
  return {
    ...createAnalysisState(db, analystVersion),
    ...createAnalysisWriting(db, analystVersion),
    ...createAnalysisReading(db),
  }
}
