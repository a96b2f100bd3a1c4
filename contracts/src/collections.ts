import { z } from 'zod'

/** Who sees a collection: everybody in its workspace, or the member alone who made it. */
export const CollectionVisibility = z.enum(['shared', 'private'])
export type CollectionVisibility = z.infer<typeof CollectionVisibility>

/** A named set of documents. */
export const Collection = z
  .object({
    id: z.string(),
    name: z.string(),
    documentCount: z.int().nonnegative(),
    createdAt: z.iso.datetime(),
    visibility: CollectionVisibility.describe('Shared with the workspace, or seen by you alone.'),
  })
  .register(z.globalRegistry, { id: 'Collection' })
export type Collection = z.infer<typeof Collection>

export const CollectionName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}/\\]+$/u, 'must not contain slashes or control characters')

export const CreateCollectionRequest = z
  .strictObject({ name: CollectionName, visibility: CollectionVisibility.default('shared') })
  .register(z.globalRegistry, { id: 'CreateCollectionRequest' })
export type CreateCollectionRequest = z.input<typeof CreateCollectionRequest>

export const UpdateCollectionRequest = z
  .strictObject({ visibility: CollectionVisibility })
  .register(z.globalRegistry, { id: 'UpdateCollectionRequest' })
export type UpdateCollectionRequest = z.input<typeof UpdateCollectionRequest>

export const CollectionList = z
  .object({ collections: z.array(Collection) })
  .register(z.globalRegistry, { id: 'CollectionList' })
export type CollectionList = z.infer<typeof CollectionList>

/** The collection used when a request names none. */
export const DEFAULT_COLLECTION_NAME = 'library'
