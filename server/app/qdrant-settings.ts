import type { SettingDefinition } from './setting-definition.ts'

const QUANTIZATIONS = ['none', 'scalar', 'binary'] as const
const USES = ['all', 'vectors'] as const

/** A Qdrant server in place of the indexes in the data folder. */
export const QDRANT_SETTINGS = [
  {
    name: 'LEARNPATH_QDRANT_URL',
    kind: 'url',
    default: '',
    description:
      'Qdrant server (1.13 or newer) that keeps the search index, such as `http://qdrant:6333`. Empty: the index is in the data folder.',
  },
  {
    name: 'LEARNPATH_QDRANT_KEY',
    kind: 'text',
    default: '',
    description: 'API key for LEARNPATH_QDRANT_URL; it must allow to write. Empty: none.',
  },
  {
    name: 'LEARNPATH_QDRANT_USE',
    kind: 'choice',
    choices: USES,
    default: 'all',
    description:
      'What Qdrant keeps: keywords and vectors, or `vectors` only. With the keywords in the data folder of each process, searches go on by keywords while Qdrant is away.',
  },
  {
    name: 'LEARNPATH_QDRANT_PREFIX',
    kind: 'text',
    default: 'learnpath',
    description: 'What the names of the collections begin with. Each installation that shares a server needs its own.',
  },
  {
    name: 'LEARNPATH_QDRANT_QUANTIZATION',
    kind: 'choice',
    choices: QUANTIZATIONS,
    default: 'scalar',
    description:
      'Smaller copies of the vectors that are searched in memory; the best are weighed by the whole ones from disk. `scalar`: a quarter of the memory; `binary`: a thirty-second, for models of 768 dimensions and more; `none`: whole vectors in memory. Takes effect with the next index that is made.',
  },
  {
    name: 'LEARNPATH_QDRANT_SHARDS',
    kind: 'integer',
    min: 1,
    max: 256,
    unit: null,
    default: '1',
    description:
      'Parts that each collection is divided into, for several nodes. Every shard reckons the rarity of words by its own chunks. Takes effect with the next index that is made.',
  },
  {
    name: 'LEARNPATH_QDRANT_REPLICAS',
    kind: 'integer',
    min: 1,
    max: 16,
    unit: null,
    default: '1',
    description: 'Copies of each shard, on different nodes. Takes effect with the next index that is made.',
  },
  {
    name: 'LEARNPATH_QDRANT_WRITE_CONSISTENCY',
    kind: 'integer',
    min: 1,
    max: 16,
    unit: null,
    default: '1',
    description:
      'Copies that must have a change before it counts as made; no more than LEARNPATH_QDRANT_REPLICAS. Takes effect with the next index that is made.',
  },
  {
    name: 'LEARNPATH_QDRANT_TIMEOUT_SECONDS',
    kind: 'integer',
    min: 1,
    max: 300,
    unit: 'seconds',
    default: '5',
    description: 'How long a search waits for an answer of Qdrant; changes wait six times as long.',
  },
] as const satisfies readonly SettingDefinition[]

export interface QdrantSettings {
  readonly url: string
  /** Null when none is needed. */
  readonly key: string | null
  readonly use: (typeof USES)[number]
  readonly prefix: string
  readonly quantization: (typeof QUANTIZATIONS)[number]
  readonly shards: number
  readonly replicas: number
  readonly writeConsistency: number
  readonly timeoutSeconds: number
}

type Read = (name: (typeof QDRANT_SETTINGS)[number]['name']) => string | number

/** Null when none is named. */
export function readQdrantSettings(read: Read): QdrantSettings | null {
  const url = String(read('LEARNPATH_QDRANT_URL'))
  if (url === '') return null
  const key = String(read('LEARNPATH_QDRANT_KEY')).trim()
  return {
    url,
    key: key === '' ? null : key,
    use: USES.find((use) => use === read('LEARNPATH_QDRANT_USE')) ?? 'all',
    prefix: String(read('LEARNPATH_QDRANT_PREFIX')).trim(),
    quantization: QUANTIZATIONS.find((one) => one === read('LEARNPATH_QDRANT_QUANTIZATION')) ?? 'scalar',
    shards: Number(read('LEARNPATH_QDRANT_SHARDS')),
    replicas: Number(read('LEARNPATH_QDRANT_REPLICAS')),
    writeConsistency: Number(read('LEARNPATH_QDRANT_WRITE_CONSISTENCY')),
    timeoutSeconds: Number(read('LEARNPATH_QDRANT_TIMEOUT_SECONDS')),
  }
}
