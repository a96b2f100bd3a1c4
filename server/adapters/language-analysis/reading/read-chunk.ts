import { LearnPathError } from '@learnpath/contracts'
import type { ChunkReading, Mention, ReadableChunk, StatedAlias, StatedRelation } from '../../../ports/chunk-reader.ts'
import { nameMentions } from './name-mentions.ts'
import { patternMentions } from './patterns/pattern-mentions.ts'
import { statedRelations } from './relations/stated-relations.ts'
import { statedAliases } from './stated-aliases.ts'
import { tagChunk } from './tagged-chunk.ts'

/** Reads what a chunk names and states. Depends on nothing but the chunk: the same one always gives the same reading. */
export function readChunk(chunk: ReadableChunk): ChunkReading {
  const tagged = tagChunk(chunk)
  const patterns = patternMentions(tagged.text)
  const named = [...patterns, ...nameMentions(tagged, patterns)]
  const { terms, aliases } = statedAliases(tagged, named)
  const known = [...named, ...terms]
  const stated = statedRelations(tagged, known)
  const { mentions, placeOf } = inOrder([...known, ...stated.terms])
  return {
    language: tagged.language,
    mentions,
    aliases: aliases
      .map((alias): StatedAlias => ({ ...alias, first: placeOf(alias.first), second: placeOf(alias.second) }))
      .filter(({ first, second }) => first !== second),
    relations: stated.relations
      .map((relation): StatedRelation => ({
        ...relation,
        source: placeOf(relation.source),
        target: placeOf(relation.target),
      }))
      .filter(({ source, target }) => source !== target),
    sentenceEnds: tagged.sentenceEnds,
  }
}

/** Mentions in the order of the text, those of one place once (the first given), and where each of those given went. */
function inOrder(given: readonly Mention[]): { mentions: readonly Mention[]; placeOf: (index: number) => number } {
  const byPlace = new Map<string, Mention>()
  for (const mention of given) {
    const place = placeKey(mention)
    if (!byPlace.has(place)) byPlace.set(place, mention)
  }
  const mentions = [...byPlace.values()].toSorted((left, right) => left.start - right.start || right.end - left.end)
  const indices = new Map(mentions.map((mention, index) => [placeKey(mention), index]))
  return {
    mentions,
    placeOf: (index) => {
      const mention = given[index]
      const place = mention === undefined ? undefined : indices.get(placeKey(mention))
      if (place === undefined) {
        throw new LearnPathError('LP_INTERNAL', { detail: `mention ${index} of ${given.length}` })
      }
      return place
    },
  }
}

const placeKey = ({ start, end }: Mention): string => `${start}-${end}`
