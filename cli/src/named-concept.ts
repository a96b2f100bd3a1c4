import { LearnPathError, type Concept, type LearnPathClient } from '@learnpath/contracts'

const ID = /^con_[0-9a-z]{24}$/
const SIMILAR_TOLD = 5

export interface ConceptPlace {
  /** Default: library. Not needed with an id. */
  readonly collection?: string
}

/** A concept by id, by name or by alias, whatever the case; hidden ones too. @throws LP_CONCEPT_NOT_FOUND with similar names */
export async function namedConcept(
  client: LearnPathClient,
  nameOrId: string,
  { collection }: ConceptPlace,
): Promise<Pick<Concept, 'id' | 'name'>> {
  if (ID.test(nameOrId)) return await client.call('getConcept', { params: { id: nameOrId } })
  const query = { collection, contains: nameOrId, hidden: 'all', limit: 1000 }
  const { concepts, pendingDocuments } = await client.call('listConcepts', { query })
  const wanted = nameOrId.toLowerCase()
  const found =
    concepts.find(({ name }) => name.toLowerCase() === wanted) ??
    concepts.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted))
  if (found !== undefined) return found
  const similar = concepts.slice(0, SIMILAR_TOLD).map(({ name }) => `"${name}"`)
  const hint = similar.length === 0 ? '' : `; similar: ${similar.join(', ')}`
  const pending = pendingDocuments === 0 ? '' : `; ${pendingDocuments} documents are not looked through yet`
  throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: `"${nameOrId}"${hint}${pending}` })
}
