import type { GraphPath } from '@learnpath/contracts'
import type { EntityRow } from './entity-rows.ts'
import { nearRelations } from './near-relations.ts'
import { relationsById, toEnd, toRelations, type RelationSources } from './relation-rows.ts'
import { surestPath } from './surest-path.ts'

/**
 * Of an entity that is related to almost everything only the surest relations are looked at: the other end sees its own to it anyway.
 * Where that finds no way, all are.
 */
const MOST_RELATIONS = 30
const ALL_RELATIONS = 1_000_000
const EVIDENCE_EACH = 2

export interface PathEnds {
  readonly from: EntityRow
  readonly to: EntityRow
  readonly maximumSteps: number
}

/** The surest way between two entities, with what the documents say for each step. */
export async function graphPath(sources: RelationSources, { from, to, maximumSteps }: PathEnds): Promise<GraphPath> {
  const search = async (most: number) =>
    await surestPath({
      from: from.id,
      to: to.id,
      maximumSteps,
      read: async (ids) => await nearRelations(sources.db, ids, { most }),
    })
  const isOneCollection = from.collection_id === to.collection_id
  const path = isOneCollection ? ((await search(MOST_RELATIONS)) ?? (await search(ALL_RELATIONS))) : null
  const steps = await toRelations(sources, await relationsById(sources.db, path ?? []), { most: EVIDENCE_EACH })
  // A document that went while its sentence was being read takes the way with it.
  const found = path !== null && steps.length === path.length
  return { from: toEnd(from), to: toEnd(to), steps: found ? steps : [], found }
}
