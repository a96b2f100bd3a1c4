/** The page of a concept. */
export const conceptAddress = (conceptId: string): string => `/concepts/${encodeURIComponent(conceptId)}`
