import { findEntity, namesOf } from '../queries/entity-rows.ts'
import { splitConcept } from './concept-agreement.ts'
import type { NamePair } from './decision-store.ts'
import { invalid, pairsOf, type MergeTools } from './merge-tools.ts'

/** Decides that some names of an entity are another thing together. @returns id of the collection @throws LP_ENTITY_NOT_FOUND, LP_REQUEST_INVALID */
export async function splitEntity(tools: MergeTools, id: string, nameIds: readonly string[]): Promise<string> {
  const { db, concepts, clock, decisions } = tools
  const entity = await findEntity(db, concepts, id)
  const names = (await namesOf(db, [entity.id])).get(entity.id) ?? []
  const chosen = new Set(nameIds)
  const unknown = [...chosen].find((nameId) => !names.some((row) => row.name_id === nameId))
  if (unknown !== undefined) throw invalid('nameIds', `"${unknown}" is not the id of a name of "${entity.name}"`)
  const going = names.filter((row) => chosen.has(row.name_id))
  const staying = names.filter((row) => !chosen.has(row.name_id))
  if (staying.length === 0) throw invalid('nameIds', 'at least one name must stay')
  await splitConcept(
    concepts,
    entity.concept_id,
    going.map((row) => row.name),
  )
  const [first = '', ...others] = chosen
  const different = pairsOf(
    [...chosen],
    staying.map((row) => row.name_id),
  )
  const same = others.map((name): NamePair => [first, name])
  await decisions.change(entity.collection_id, { same, different }, clock.now())
  return entity.collection_id
}
