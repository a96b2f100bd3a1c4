import type { Leadership } from '../../ports/leadership.ts'
import type { QdrantConnection } from './qdrant-connection.ts'

/** How much smaller vectors are that are searched first; the best are weighed again by the whole ones. */
export type Quantization = 'none' | 'scalar' | 'binary'

/** How collections are made. Changing these takes effect for collections that are made afterwards. */
export interface QdrantLayout {
  /** Begins the name of every collection, so that several installations can share a server. */
  readonly prefix: string
  readonly quantization: Quantization
  readonly shards: number
  readonly replicas: number
  /** So many replicas must have a change before it counts as made. */
  readonly writeConsistency: number
}

export interface QdrantSurroundings {
  readonly connection: QdrantConnection
  readonly layout: QdrantLayout
  /** Two processes do not make collections at the same time. */
  readonly exclusively: Leadership['exclusively']
}
