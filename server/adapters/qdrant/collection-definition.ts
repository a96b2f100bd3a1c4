import type { QdrantLayout, Quantization } from './qdrant-options.ts'
import { FIELD } from './collection.ts'

/** Names of the vectors in the collections. */
export const DENSE = 'dense'
export const SPARSE = 'bm25'

const QUANTIZATIONS: Readonly<Record<Quantization, unknown>> = {
  none: null,
  scalar: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
  binary: { binary: { always_ram: true } },
}

/** So many times more of the smaller vectors are looked at before the best are weighed by the whole ones. */
const OVERSAMPLING: Readonly<Record<Quantization, number>> = { none: 1, scalar: 1.5, binary: 3 }

const sharing = ({ shards, replicas, writeConsistency }: QdrantLayout) => ({
  shard_number: shards,
  replication_factor: replicas,
  write_consistency_factor: Math.min(replicas, writeConsistency),
})

/** Whole vectors stay on disk where small ones in memory are searched first. */
export function vectorCollection(dimensions: number, layout: QdrantLayout): unknown {
  const quantization = QUANTIZATIONS[layout.quantization]
  return {
    ...sharing(layout),
    vectors: { [DENSE]: { size: dimensions, distance: 'Cosine', on_disk: quantization !== null } },
    ...(quantization !== null && { quantization_config: quantization }),
    on_disk_payload: true,
  }
}

/** Qdrant counts how many chunks hold a term, at the moment of the search. */
export function keywordCollection(layout: QdrantLayout): unknown {
  return {
    ...sharing(layout),
    vectors: {},
    sparse_vectors: { [SPARSE]: { modifier: 'idf', index: { on_disk: false } } },
    on_disk_payload: true,
  }
}

export function searchParameters({ quantization }: QdrantLayout): Readonly<Record<string, unknown>> {
  if (quantization === 'none') return { hnsw_ef: 128 }
  return { hnsw_ef: 128, quantization: { rescore: true, oversampling: OVERSAMPLING[quantization] } }
}

/** Fields that filters and counts need an index of. */
const HOME_FIELDS = [
  // Points of a workspace are kept together, so that a search in it reads few others.
  { field: FIELD.workspace, schema: { type: 'keyword', is_tenant: true } },
  { field: FIELD.collection, schema: { type: 'keyword' } },
  { field: FIELD.document, schema: { type: 'keyword' } },
] as const

export const VECTOR_FIELDS = HOME_FIELDS

export const KEYWORD_FIELDS = [
  ...HOME_FIELDS,
  { field: FIELD.language, schema: { type: 'keyword' } },
  { field: FIELD.terms, schema: { type: 'keyword', on_disk: true } },
] as const
