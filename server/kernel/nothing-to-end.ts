/** Ends nothing: what stands in the place of an ending until something has begun. */
export const nothingToEnd = async (): Promise<void> => await Promise.resolve()
