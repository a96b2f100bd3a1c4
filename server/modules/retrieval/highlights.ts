import { createPhraseFinder, type Range } from './phrases.ts'
import type { QueryPlan } from './query-plan.ts'
import type { Ranked } from './rescore.ts'

/** Joins ranges that overlap; result in order of start. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = result.at(-1)
    if (last !== undefined && range.start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
    } else result.push(range)
  }
  return result
}

/** What of the chunk matched the query: words of any matching term, and each phrase as one piece. Offsets into the document's text. */
export function highlightsOf({ chunk, tokens }: Ranked, plan: QueryPlan): Range[] {
  const { text, language } = chunk
  const words = tokens ?? plan.wantedWords(text, language)
  // Stop-word stand-ins and phrases are found on the words themselves.
  const sequences = [...plan.parsed.phrases, ...(plan.stopWordPairs.get(language) ?? [])]
  const phrases = sequences.length === 0 ? [] : createPhraseFinder(sequences)(text, language).flat()
  return merged([...words, ...phrases]).map(({ start, end }) => ({
    start: chunk.start + start,
    end: chunk.start + end,
  }))
}
