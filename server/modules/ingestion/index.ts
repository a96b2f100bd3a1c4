export { CHUNKER_VERSION } from './chunk-document.ts'
export { createIngestion } from './ingestion.ts'
export type { IngestionDependencies, IngestionLimits } from './ingestion-dependencies.ts'
export type { AddDocument, IngestionApi } from './ingestion-api.ts'
