/** What copies sentences of the documents; any other engine is a language model's name. */
export const EXTRACTIVE = 'extractive'
