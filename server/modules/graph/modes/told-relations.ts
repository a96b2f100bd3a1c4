import type { GraphSearchHit, Relation } from '@learnpath/contracts'
import { inBatches } from '../queries/in-batches.ts'
import { relationsById, toRelations, type RelationSources } from '../queries/relation-rows.ts'
import { MODES } from './mode-parameters.ts'

/** Relations that the hits state of the entities that led there, and those that led there themselves; the surest first. */
export async function toldRelations(
  sources: RelationSources,
  hits: readonly GraphSearchHit[],
  namedIds: readonly string[],
): Promise<Relation[]> {
  const leading = new Set(hits.flatMap(({ graph }) => graph?.relations ?? []))
  const entities = new Set([...namedIds, ...hits.flatMap(({ graph }) => graph?.entities.map(({ id }) => id) ?? [])])
  const stated = await inBatches(
    hits.map(({ chunkId }) => Number(chunkId)),
    async (batch) =>
      await sources.db
        .selectFrom('graph_relation_evidence as said')
        .innerJoin('graph_relations as r', 'r.id', 'said.relation_id')
        .select(['r.id', 'r.source_id as source', 'r.target_id as target'])
        .where('said.chunk_id', 'in', batch)
        .execute(),
  )
  const about = stated.filter(({ source, target }) => entities.has(source) && entities.has(target))
  const rows = await relationsById(sources.db, [...new Set([...leading, ...about.map(({ id }) => id)])])
  const surest = rows.toSorted(
    (one, other) =>
      Number(leading.has(other.id)) - Number(leading.has(one.id)) ||
      other.confidence - one.confidence ||
      (one.id < other.id ? -1 : 1),
  )
  return await toRelations(sources, surest.slice(0, MODES.relationsShown), { most: 1 })
}
