import { findEntity, namesOf, type EntityRow } from '../queries/entity-rows.ts'
import { mergeConcepts } from './concept-agreement.ts'
import type { NamePair } from './decision-store.ts'
import { invalid, pairsOf, type MergeTools } from './merge-tools.ts'

/** Decides that all names of the other entities are names of the first. @returns id of the collection @throws LP_ENTITY_NOT_FOUND, LP_REQUEST_INVALID */
export async function mergeEntities(tools: MergeTools, id: string, entityIds: readonly string[]): Promise<string> {
  const { db, concepts, clock, decisions } = tools
  const target = await findEntity(db, concepts, id)
  const others: EntityRow[] = []
  for (const entityId of entityIds) others.push(await findEntity(db, concepts, entityId))
  assertMergeable(target, others)
  const names = await namesOf(
    db,
    [target, ...others].map((entity) => entity.id),
  )
  const idsOf = (entity: EntityRow): string[] => (names.get(entity.id) ?? []).map((row) => row.name_id)
  const theirs = others.flatMap(idsOf)
  await mergeConcepts(
    concepts,
    [target, ...others].map((entity) => entity.concept_id),
  )
  await decisions.change(
    target.collection_id,
    {
      undecided: pairsOf(idsOf(target), theirs),
      same: theirs.map((name): NamePair => [target.id, name]),
    },
    clock.now(),
  )
  return target.collection_id
}

function assertMergeable(target: EntityRow, others: readonly EntityRow[]): void {
  for (const { id, name, collection_id: collectionId, collection } of others) {
    if (id === target.id) throw invalid('entityIds', `"${name}" is this entity already`)
    if (collectionId !== target.collection_id) {
      const places = `"${name}" is of the collection "${collection}", "${target.name}" of "${target.collection}"`
      throw invalid('entityIds', places)
    }
  }
}
