/** Where local indexes lie in the data folder. They can be made anew from the store at any time. */
export const INDEX_FOLDERS = { keyword: 'keyword-index', vector: 'vector-index' } as const
