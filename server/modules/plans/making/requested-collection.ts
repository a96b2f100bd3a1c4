import type { Collection, CreatePlanRequest } from '@learnpath/contracts'
import type { PlansDependencies } from '../plans-dependencies.ts'

/** The named one; where none is named that of the first chosen document. @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND */
export async function requestedCollection(
  library: PlansDependencies['library'],
  { collection, documentIds: [chosen] = [] }: Pick<CreatePlanRequest, 'collection' | 'documentIds'>,
): Promise<Collection> {
  if (collection !== undefined) return await library.collection(collection)
  if (chosen !== undefined) return await library.collection((await library.get(chosen)).collection)
  return await library.collection('library')
}
