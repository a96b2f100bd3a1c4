import { sql, type CompiledQuery, type RawBuilder } from 'kysely'
import type { RelationKind } from '@learnpath/contracts'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { visibleEntities } from './visible-entities.ts'

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

/** Entities in one statement. SQLite takes no more than 500 parts of a union, two for each. */
const SIZES = [1, 4, 16, 40, 80, 150] as const
const LARGEST = 150
/** No id: a statement is filled up with it. */
const NONE = ''

/**
 * Relations of entities, both ways. Each part of the union reads the first entries of an index, so that an entity with thousands of
 * relations costs no more than others. A relation is seen by whoever sees its ends.
 */
export async function nearRelations(
  db: Database,
  entityIds: readonly string[],
  query: NearQuery,
): Promise<NearRelation[]> {
  const relations: NearRelation[] = []
  for (let from = 0; from < entityIds.length; from += LARGEST) {
    const ids = await visibleEntities(db, entityIds.slice(from, from + LARGEST))
    const size = SIZES.find((each) => each >= ids.length) ?? LARGEST
    const filled = [...ids, ...Array.from({ length: size - ids.length }, () => NONE)]
    const { most, kinds = [] } = query
    const statement = compiledFor(db, size, kinds.length)
    const parameters = filled.flatMap((id) => [id, ...kinds, most, id, ...kinds, most])
    const filledIn: CompiledQuery<NearRelation> = { ...statement, parameters }
    relations.push(...(await db.executeQuery(filledIn)).rows)
  }
  return relations
}

// A search takes some of these after another, and composing and compiling one takes longer than running it.
const compiled = new WeakMap<Database, Map<string, CompiledQuery<NearRelation>>>()

function compiledFor(db: Database, size: number, kinds: number): CompiledQuery<NearRelation> {
  const known = compiled.get(db) ?? new Map<string, CompiledQuery<NearRelation>>()
  compiled.set(db, known)
  const name = `${size} ${kinds}`
  const statement = known.get(name) ?? outsideScopes(() => unionOf(size, kinds).compile(db))
  known.set(name, statement)
  return statement
}

function unionOf(size: number, kinds: number): RawBuilder<NearRelation> {
  const slot = sql`${NONE}`
  const ofKinds = kinds === 0 ? sql`` : sql` and kind in (${sql.join(Array.from({ length: kinds }, () => slot))})`
  const from = (end: NearRelation['end']): RawBuilder<unknown> => {
    const [near, far] = end === 'source' ? ['source_id', 'target_id'] : ['target_id', 'source_id']
    return sql`select * from (
      select id, ${sql.ref(near)} as "from", ${sql.ref(far)} as "to", confidence, ${sql.lit(end)} as "end"
      from graph_relations
      where ${sql.ref(near)} = ${slot}${ofKinds}
      order by confidence desc limit ${slot}) as near`
  }
  const parts = Array.from({ length: size }, () => [from('source'), from('target')]).flat()
  return sql<NearRelation>`${sql.join(parts, sql` union all `)}`
}
