/** Sentences of the documents, without a language model; always the last who answers. */
export const EXTRACTIVE = 'extractive'

/** "qwen3:8b" of "ollama:qwen3:8b". */
export const nameOf = (id: string): string => id.slice(id.indexOf(':') + 1)

/** Models that are tried, in order. */
export const chosenOf = (chain: readonly string[]): readonly string[] => chain.filter((id) => id !== EXTRACTIVE)
