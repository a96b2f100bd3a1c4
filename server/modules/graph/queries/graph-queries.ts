import { LearnPathError, RelationKind } from '@learnpath/contracts'
import type { GraphQueries } from '../graph-api.ts'
import type { GraphSurroundings } from '../graph-dependencies.ts'
import { entityDetail } from './entity-detail.ts'
import { entityMap } from './entity-map.ts'
import { findEntity } from './entity-rows.ts'
import { graphPath } from './graph-path.ts'
import { listEntities } from './list-entities.ts'
import { neighbourhood } from './neighbourhood.ts'
import { relationsById, toRelations } from './relation-rows.ts'

export interface GraphQueriesDependencies {
  readonly store: GraphSurroundings['store']
  readonly library: Pick<GraphSurroundings['library'], 'collection' | 'chunks'>
  readonly retrieval: Pick<GraphSurroundings['retrieval'], 'pages'>
  readonly concepts: Pick<GraphSurroundings['concepts'], 'names'>
  readonly pendingDocuments: GraphSurroundings['pendingDocuments']
}

const DEFAULT_COLLECTION = 'library'

/** Reads the stored graph. */
export function createGraphQueries(dependencies: GraphQueriesDependencies): GraphQueries {
  const { library, concepts, pendingDocuments } = dependencies
  const { db } = dependencies.store
  const sources = { db, library, retrieval: dependencies.retrieval }
  const find = async (id: string) => await findEntity(db, concepts, id)

  return {
    async map({ collection = DEFAULT_COLLECTION, limit }) {
      const { id, name } = await library.collection(collection)
      return { collection: name, ...(await entityMap(db, id, limit)), pendingDocuments: await pendingDocuments(id) }
    },
    async entities({ collection = DEFAULT_COLLECTION, ...query }) {
      const { id } = await library.collection(collection)
      return { ...(await listEntities(db, id, query)), pendingDocuments: await pendingDocuments(id) }
    },
    entity: async (id) => await entityDetail(sources, await find(id)),
    async neighbourhood(id, { kinds, ...bounds }) {
      const chosen = kinds === undefined ? {} : { kinds: kindsOf(kinds) }
      return await neighbourhood(sources, await find(id), { ...bounds, ...chosen })
    },
    async relation(id) {
      const [relation] = await toRelations(sources, await relationsById(db, [id]), { most: Number.MAX_SAFE_INTEGER })
      if (relation === undefined) throw new LearnPathError('LP_RELATION_NOT_FOUND', { detail: id })
      return relation
    },
    path: async ({ from, to, maximumSteps }) =>
      await graphPath(sources, { from: await find(from), to: await find(to), maximumSteps }),
  }
}

/** @throws LP_REQUEST_INVALID */
function kindsOf(list: string): RelationKind[] {
  return list.split(',').map((word) => {
    const kind = RelationKind.safeParse(word.trim())
    if (kind.success) return kind.data
    const message = `"${word.trim()}" is none of ${RelationKind.options.join(', ')}`
    throw new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field: 'kinds', message }] })
  })
}
