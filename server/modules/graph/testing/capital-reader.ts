import { nameKey } from '../../../kernel/text/name-key.ts'
import { sentences } from '../../../kernel/text/sentences.ts'
import type { ChunkReader, ChunkReading, Mention, ReadableChunk, StatedRelation } from '../../../ports/chunk-reader.ts'

const NAME = /\b[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*|\b[A-Z]{2,}\b/gu
const STATED = / is part of $/u

export interface CapitalReader extends ChunkReader {
  version: string
  /** Texts that were read, in order. */
  readonly texts: string[]
}

/** Takes runs of capitalised words for names and "A is part of B" for a relation; a test can foresee what it reads. */
export function createCapitalReader(): CapitalReader {
  const texts: string[] = []
  return {
    version: 'capitals-1',
    texts,
    async read(chunks) {
      texts.push(...chunks.map(({ text }) => text))
      return await Promise.resolve(chunks.map(readingOf))
    },
    close: async () => await Promise.resolve(),
  }
}

function readingOf({ text, language }: ReadableChunk): ChunkReading {
  const mentions = [...text.matchAll(NAME)].map(({ 0: name, index }): Mention => ({
    key: nameKey(name, language),
    type: 'name',
    start: index,
    end: index + name.length,
  }))
  const ranges = sentences(text, language)
  const relations = mentions.flatMap((target, at): StatedRelation[] => {
    const source = mentions[at - 1]
    const sentence = ranges.find(({ start, end }) => start <= target.start && target.end <= end)
    if (source === undefined || sentence === undefined || !STATED.test(text.slice(source.end, target.start))) return []
    return [{ kind: 'part-of', source: at - 1, target: at, ...sentence, rule: 'en:part-of', strength: 0.9 }]
  })
  const sentenceEnds = ranges.map(({ end }, at) => (at === ranges.length - 1 ? text.length : end))
  return { language, mentions, aliases: [], relations, sentenceEnds }
}
