import { sql } from 'kysely'
import type { RelationKind } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'

/** A relation as it is seen from one of its ends. */
export interface NearRelation {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly confidence: number
  /** Which end of the relation `from` is. */
  readonly end: 'source' | 'target'
}

export interface NearQuery {
  /** Of each entity and direction, the surest first. */
  readonly most: number
  readonly kinds?: readonly RelationKind[]
}

/** SQLite takes no more than 500 parts of a union. */
const ENTITIES_PER_QUERY = 100

/**
 * Relations of entities, both ways. Each part of the union reads the first rows of an index, so that an entity with thousands of
 * relations costs no more than others.
 */
export async function nearRelations(
  db: Database,
  entityIds: readonly string[],
  query: NearQuery,
): Promise<NearRelation[]> {
  const relations: NearRelation[] = []
  for (let from = 0; from < entityIds.length; from += ENTITIES_PER_QUERY) {
    relations.push(...(await readNear(db, entityIds.slice(from, from + ENTITIES_PER_QUERY), query)))
  }
  return relations
}

async function readNear(
  db: Database,
  entityIds: readonly string[],
  { most, kinds }: NearQuery,
): Promise<readonly NearRelation[]> {
  const ofKinds = kinds === undefined ? sql`` : sql` and r.kind in (${sql.join(kinds)})`
  const from = (end: NearRelation['end'], id: string) => {
    const [near, far] = end === 'source' ? ['r.source_id', 'r.target_id'] : ['r.target_id', 'r.source_id']
    return sql`select * from (
      select r.id, ${sql.ref(near)} as "from", ${sql.ref(far)} as "to", r.confidence, ${sql.lit(end)} as "end"
      from graph_relations as r
      where ${sql.ref(near)} = ${id}${ofKinds}
      order by r.confidence desc limit ${most}) as near`
  }
  const parts = entityIds.flatMap((id) => [from('source', id), from('target', id)])
  const { rows } = await sql<NearRelation>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}
