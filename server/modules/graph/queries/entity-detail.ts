import type { EntityDetail, EntityName, Relation } from '@learnpath/contracts'
import { namesOf, toEntity, type EntityRow, type NameRow } from './entity-rows.ts'
import { selectRelations, toRelations, type RelationSources } from './relation-rows.ts'
import { passagesToRead } from './passages-to-read.ts'
import { readPassages, type PassagePlace } from './source-passages.ts'

const MOST_RELATIONS = 100
/** Where there are few relations, there is room for more of what says so. */
const FEW_RELATIONS = 20
const EVIDENCE_OF_FEW = 3

/** All that is known of one entity: why it has its names, what to read, and the surest relations of each direction. */
export async function entityDetail(sources: RelationSources, entity: EntityRow): Promise<EntityDetail> {
  const names = (await namesOf(sources.db, [entity.id])).get(entity.id) ?? []
  return {
    ...toEntity(entity, names),
    nameRecords: await nameRecords(sources, names),
    passagesToRead: await passagesToRead(sources, entity.id),
    outgoing: await relationsOf(sources, 'source_id', entity),
    incoming: await relationsOf(sources, 'target_id', entity),
  }
}

async function nameRecords(sources: RelationSources, names: readonly NameRow[]): Promise<EntityName[]> {
  const places = names.map(({ evidence_json: json }) => (json === null ? null : (JSON.parse(json) as PassagePlace)))
  const passages = await readPassages(
    sources,
    places.filter((place) => place !== null),
  )
  const nameOfKey = new Map(names.map((row) => [row.name_key, row.name]))
  return names.map((row, index) => ({
    id: row.name_id,
    name: row.name,
    mentions: row.mention_count,
    reason: row.reason,
    with: row.with_key === null ? null : (nameOfKey.get(row.with_key) ?? null),
    similarity: row.similarity,
    evidence: places[index] === null ? null : (passages.shift() ?? null),
  }))
}

async function relationsOf(
  sources: RelationSources,
  end: 'source_id' | 'target_id',
  entity: EntityRow,
): Promise<Relation[]> {
  const rows = await selectRelations(sources.db)
    .where(`r.${end}`, '=', entity.id)
    .orderBy('r.confidence', 'desc')
    .orderBy('r.id')
    .limit(MOST_RELATIONS)
    .execute()
  return await toRelations(sources, rows, { most: rows.length <= FEW_RELATIONS ? EVIDENCE_OF_FEW : 1 })
}
