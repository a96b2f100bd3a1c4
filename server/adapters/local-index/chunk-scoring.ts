import type { KeywordScorePart, KeywordTerm } from '../../ports/keyword-index.ts'
import { UNIT, termScore, termScoring } from './bm25.ts'
import type { IndexState } from './index-state.ts'
import type { LiveSegment } from './live-segment.ts'
import { termKey } from './term-key.ts'

/**
 * The parts of the score of one chunk after another, in the order of the terms. What is the same for all chunks is looked up once:
 * void after the next change of the index.
 */
export function createChunkScoring(
  state: IndexState,
  terms: readonly KeywordTerm[],
): (chunkId: number, each: (part: KeywordScorePart) => void) => void {
  state.seal()
  const known = terms.map((term) => {
    const statistics = state.statistics(term.language, term.term)
    const scoring = termScoring(term.weight, statistics, state.parameters)
    return { term, statistics, scoring, key: termKey(term.language, term.term) }
  })
  const numbers = new Map<LiveSegment, Int32Array>()

  function numbersIn(live: LiveSegment): Int32Array {
    let found = numbers.get(live)
    if (found === undefined) {
      found = Int32Array.from(known, ({ key }) => live.findTerm(key))
      numbers.set(live, found)
    }
    return found
  }

  return (chunkId, each) => {
    for (const { live } of state.segments) {
      const chunk = live.findChunk(chunkId)
      if (chunk < 0) continue
      const length = live.segment.lengths[chunk] ?? 0
      for (const [at, number] of numbersIn(live).entries()) {
        const units = number < 0 ? 0 : live.unitsOf(number, chunk)
        const one = known[at]
        if (units === 0 || one === undefined) continue
        const { term, statistics, scoring } = one
        const frequency = units * UNIT
        each({ term, frequency, score: termScore(scoring, frequency, length), length, statistics })
      }
      return
    }
  }
}
