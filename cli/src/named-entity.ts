import { LearnPathError, type Entity, type LearnPathClient } from '@learnpath/contracts'

const ID = /^(?:ent|con)_[0-9a-z]{24}$/
const SIMILAR_TOLD = 5

export interface EntityPlace {
  /** Default: library. Not needed with an id. */
  readonly collection?: string
}

/** Id of an entity by any of its names, whatever the case, or by an id of it or of a concept. @throws LP_ENTITY_NOT_FOUND with similar names */
export async function namedEntity(
  client: LearnPathClient,
  nameOrId: string,
  { collection }: EntityPlace,
): Promise<string> {
  if (ID.test(nameOrId)) return nameOrId
  const query = { collection, contains: nameOrId, limit: 1000 }
  const { entities, pendingDocuments } = await client.call('listEntities', { query })
  const found = bestNamed(entities, nameOrId)
  if (found !== undefined) return found.id
  const similar = entities.slice(0, SIMILAR_TOLD).map(({ name }) => `"${name}"`)
  const hint = similar.length === 0 ? '' : `; similar: ${similar.join(', ')}`
  const pending = pendingDocuments === 0 ? '' : `; ${pendingDocuments} documents are not in the graph yet`
  throw new LearnPathError('LP_ENTITY_NOT_FOUND', { detail: `"${nameOrId}"${hint}${pending}` })
}

const LONGEST_ENDING = 2

/** "molecules" for "molecule". */
const isEndingOf = (name: string, wanted: string): boolean =>
  name.startsWith(wanted) && name.length - wanted.length <= LONGEST_ENDING

/** As it is written before other spellings, by its name before its other names, and last in the plural. */
function bestNamed(entities: readonly Entity[], wanted: string): Entity | undefined {
  const small = wanted.toLowerCase()
  return (
    entities.find(({ name }) => name === wanted) ??
    entities.find(({ names }) => names.includes(wanted)) ??
    entities.find(({ name }) => name.toLowerCase() === small) ??
    entities.find(({ names }) => names.some((name) => name.toLowerCase() === small)) ??
    entities.find(({ names }) => names.some((name) => isEndingOf(name.toLowerCase(), small)))
  )
}
