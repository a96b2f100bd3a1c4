import { sql, type RawBuilder } from 'kysely'

// Rows of places and of evidence go with their chunk at once, an entity or relation at the next assembly. Until then it is not shown.

/** Whether a document still names the entity whose id is in the column. */
export const isNamed = (entityId: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from graph_entity_chunks as place where place.entity_id = ${sql.ref(entityId)})`

/** Whether a document still gives evidence for the relation whose id is in the column. */
export const isEvident = (relationId: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from graph_relation_evidence as said where said.relation_id = ${sql.ref(relationId)})`
