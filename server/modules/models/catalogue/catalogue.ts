import type { ModelManifest } from '@learnpath/contracts'
import { ENGLISH_EMBEDDERS } from './english-embedders.ts'
import { MULTILINGUAL_EMBEDDERS } from './multilingual-embedders.ts'
import { RERANKERS } from './rerankers.ts'
import { STATIC_EMBEDDERS } from './static-embedders.ts'

/**
 * Models that LearnPath knows without being told. Sizes and checksums are those that several public projects pin for the
 * same revision; where none was found they are null, and the hub's own checksum is verified at the download.
 */
export const CATALOGUE: readonly ModelManifest[] = [
  ...STATIC_EMBEDDERS,
  ...ENGLISH_EMBEDDERS,
  ...MULTILINGUAL_EMBEDDERS,
  ...RERANKERS,
]
