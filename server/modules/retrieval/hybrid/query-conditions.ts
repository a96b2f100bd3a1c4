import type { ChunkInDocument } from '../../library/index.ts'
import { createPhraseFinder } from '../phrases.ts'
import type { QueryPlan } from '../query-plan.ts'

/** Whether the query asks for more than likeness: phrases, or words that must not be there. */
export function hasConditions({ parsed }: QueryPlan): boolean {
  return parsed.phrases.length + parsed.excludedPhrases.length + parsed.excludedWords.length > 0
}

/**
 * Tells on its text whether a chunk found by meaning holds every phrase of the query and nothing that it excludes, as the
 * keyword index does for its own hits: body, title and each heading apart; excluded words in the path too.
 */
export function createConditionCheck({ parsed }: QueryPlan): (chunk: ChunkInDocument) => boolean {
  const wanted = parsed.phrases.length
  const find = createPhraseFinder([...parsed.phrases, ...parsed.excludedPhrases, ...parsed.excludedWords])
  const wordsFrom = wanted + parsed.excludedPhrases.length
  return (chunk) => {
    const held = new Set<number>()
    for (const text of [chunk.text, chunk.title, ...chunk.headingPath]) {
      for (const [at, places] of find(text, chunk.language).entries()) if (places.length > 0) held.add(at)
    }
    for (const [at, places] of find(chunk.path, chunk.language).entries()) {
      if (at >= wordsFrom && places.length > 0) held.add(at)
    }
    return parsed.phrases.every((_, at) => held.has(at)) && [...held].every((at) => at < wanted)
  }
}
