import { createMutex } from '../../../kernel/mutex.ts'
import type { GraphMerges, GraphQueries } from '../graph-api.ts'
import type { GraphSurroundings } from '../graph-dependencies.ts'
import { decideReview } from './decide-review.ts'
import { createDecisionStore } from './decision-store.ts'
import { mergeEntities } from './merge-entities.ts'
import type { MergeTools } from './merge-tools.ts'
import { listReviews } from './reviews.ts'
import { splitEntity } from './split-entity.ts'

export interface GraphMergesDependencies extends Pick<MergeTools, 'concepts' | 'clock'> {
  readonly store: GraphSurroundings['store']
  readonly library: Pick<GraphSurroundings['library'], 'collection' | 'chunks'>
  readonly retrieval: Pick<GraphSurroundings['retrieval'], 'pages'>
  readonly reassemble: GraphSurroundings['reassemble']
  readonly queries: Pick<GraphQueries, 'entity'>
}

const DEFAULT_COLLECTION = 'library'

/**
 * Decisions of the user. Each is stored by the hashes of names, then the graph is put together anew; concepts follow first, so that
 * lists of concepts, plans and quizzes say the same.
 */
export function createGraphMerges(dependencies: GraphMergesDependencies): GraphMerges {
  const { store, library, retrieval, concepts, clock, reassemble, queries } = dependencies
  const tools: MergeTools = { db: store.db, concepts, clock, decisions: createDecisionStore(store.db) }
  // Each decision is made on the graph that the one before has led to.
  const exclusively = createMutex()

  return {
    merge: async (id, entityIds) =>
      await exclusively(async () => {
        await reassemble(await mergeEntities(tools, id, entityIds))
        return await queries.entity(id)
      }),
    split: async (id, nameIds) =>
      await exclusively(async () => {
        await reassemble(await splitEntity(tools, id, nameIds))
        return await queries.entity(nameIds[0] ?? id)
      }),
    async reviews({ collection = DEFAULT_COLLECTION, ...page }) {
      return await listReviews({ db: store.db, library, retrieval }, await library.collection(collection), page)
    },
    async decide(reviewId, decision) {
      await exclusively(async () => {
        await reassemble(await decideReview(tools, reviewId, decision))
      })
    },
  }
}
