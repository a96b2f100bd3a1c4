import type { Mention } from '../../../ports/chunk-reader.ts'
import type { Word } from '../words.ts'
import { mentionOfWords } from './mention-of-words.ts'
import type { TaggedChunk } from './tagged-chunk.ts'

/** Proper names of a chunk: runs of words that are written as names are. */
export function nameMentions({ units, language }: TaggedChunk): Mention[] {
  return units.flatMap(({ words }) => {
    const mentions: Mention[] = []
    let from = 0
    while (from < words.length) {
      let to = from
      while (to < words.length && isOfName(words[to], to, language) && (to === from || words[to]?.joined === true)) to++
      const mention = mentionOfWords(words.slice(from, to), 'name', language)
      if (mention !== null) mentions.push(mention)
      from = Math.max(to, from + 1)
    }
    return mentions
  })
}

function isOfName(word: Word | undefined, at: number, language: string): boolean {
  if (word === undefined || word.stop || word.number) return false
  if (word.allCapitals) return true
  if (language === 'en') return word.tag === 'PROPN' && word.capital
  return language !== 'de' && word.capital && at > 0
}
