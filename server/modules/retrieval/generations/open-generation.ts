import { LearnPathError } from '@learnpath/contracts'
import type { VectorIndex } from '../../../ports/vector-index.ts'
import { createFollower, type Follower } from './follower.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsDependencies, GenerationsTiming } from './generations-dependencies.ts'
import type { StoredVectors } from './stored-vectors.ts'

/** A generation whose index is open and follows the library. */
export interface OpenGeneration {
  row: GenerationRow
  readonly follower: Follower
  /** Last change that the library had when it was opened. */
  target: number
  /** Whether its index has ever been as complete as that. */
  ready: boolean
  /** Its index is not what was written; work that was still under way does not make it ready again. */
  isDamaged: boolean
  trouble: LearnPathError | null
}

export interface OpeningOptions {
  readonly dependencies: GenerationsDependencies
  readonly stored: StoredVectors
  readonly timing: GenerationsTiming
  /** False: what has no stored vector is left for a program that may use the model. */
  readonly mayEmbed: () => boolean
  /** Whether stored vectors are this process's to write and to remove. */
  readonly mayStore: () => boolean
  /** False: another process writes to the indexes, which this one only reads. */
  readonly mayWrite: () => boolean
  /** Generations that look after their vectors themselves. */
  readonly followed: () => ReadonlySet<string>
  readonly onProgress: (open: OpenGeneration) => void
  readonly onTrouble: (open: OpenGeneration, trouble: LearnPathError | null) => void
  readonly onDamaged: (open: OpenGeneration) => void
}

async function openIndex(
  { dependencies, mayWrite }: Pick<OpeningOptions, 'dependencies' | 'mayWrite'>,
  row: GenerationRow,
  latest: number,
): Promise<VectorIndex> {
  const { vectorIndexStore, logger } = dependencies
  const index = await vectorIndexStore.open(row.index_id, row.dimensions)
  // What another process writes may be newer than what was read before.
  if (index.appliedSequence <= latest || !mayWrite()) return index
  // The store is older than the index, as after restoring a backup: chunk ids may mean other chunks now.
  logger.warn('the vector index is ahead of the store and is made anew', { index: index.appliedSequence, latest })
  await index.close()
  await vectorIndexStore.drop(row.index_id)
  return await vectorIndexStore.open(row.index_id, row.dimensions)
}

/**
 * Opens model and index; loads nothing and does not follow yet.
 * @throws as `ModelsApi.embedder`; LP_GENERATION_STATE when the model makes other vectors now
 */
export async function openGeneration(options: OpeningOptions, row: GenerationRow): Promise<OpenGeneration> {
  const { dependencies, onProgress, onTrouble, onDamaged } = options
  const { models, library, logger } = dependencies
  const embedder = await models.embedder(row.model_id, row.precision)
  if (embedder.description.key !== row.model_key) {
    const detail = `the files of ${row.model_id} have changed since its vectors were made`
    throw new LearnPathError('LP_GENERATION_STATE', { detail })
  }
  const target = await library.latestSequence()
  const index = await openIndex(options, row, target)
  const follower = createFollower({
    ...options,
    generationId: row.id,
    isRemote: dependencies.vectorIndexStore.isShared,
    embedder,
    index,
    library,
    logger,
    onProgress: () => {
      onProgress(generation)
    },
    onTrouble: (trouble) => {
      generation.trouble = trouble
      onTrouble(generation, trouble)
    },
    onDamaged: () => {
      generation.ready = false
      generation.isDamaged = true
      generation.follower.pause()
      onDamaged(generation)
    },
  })
  const ready = index.appliedSequence > 0 || target === 0
  const generation: OpenGeneration = { row, follower, target, ready, isDamaged: false, trouble: null }
  return generation
}
