/** The page of an entity. */
export const entityAddress = (entityId: string): string => `/entities/${encodeURIComponent(entityId)}`
