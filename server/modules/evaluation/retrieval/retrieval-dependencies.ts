import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { ModelsApi } from '../../models/index.ts'
import type { TrialsApi } from '../../retrieval/index.ts'
import type { LabelSetsApi } from './labels/label-sets-api.ts'

export interface RetrievalLabDependencies {
  readonly library: Pick<
    LibraryApi,
    'collection' | 'listCollections' | 'matchingDocumentIds' | 'indexableDocument' | 'latestSequence'
  >
  readonly models: Pick<ModelsApi, 'get' | 'embedder' | 'reranker' | 'defaultPrecision'>
  readonly trials: TrialsApi
  readonly labels: Pick<LabelSetsApi, 'get'>
  readonly clock: Clock
  readonly logger: Logger
  /** Free space where trials keep their vectors. */
  readonly freeBytes: () => Promise<number>
  /** Of LearnPath. */
  readonly version: string
  /** In words: processors and platform. */
  readonly machine: string
}
