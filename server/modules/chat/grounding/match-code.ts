import type { SourceMatch } from './match-sentence.ts'
import type { ReadSource } from './source-sentences.ts'

/** Shorter lines, such as a closing brace, stand everywhere. */
const LEAST_LETTERS = 4
/** From here on the code is the source's, … */
const SAME = 0.9
/** … and from here on something like it. */
const SOME = 0.4

/** The source that most lines of a block of code are from, and whether it has all of them; null when none has enough. */
export function matchCode(
  code: string,
  sources: readonly ReadSource[],
): { readonly match: SourceMatch; readonly support: 'supported' | 'partly' } | null {
  const lines = code
    .split('\n')
    .map(bare)
    .filter((line) => line.length >= LEAST_LETTERS)
  if (lines.length === 0) return null
  let best: { readonly source: ReadSource; readonly share: number } | null = null
  for (const source of sources) {
    const text = bare(source.source.text)
    const share = lines.filter((line) => text.includes(line)).length / lines.length
    if (share >= SOME && share > (best?.share ?? 0)) best = { source, share }
  }
  if (best === null) return null
  const { source, share } = best
  const window = source.sentences.filter(({ text }) => lines.some((line) => bothWays(line, bare(text))))
  const judged = { strengths: [], weights: [], numbersMissing: 0, nearest: null, nearestShare: 0, denials: [] }
  return {
    match: { ...judged, source, window: window.length === 0 ? source.sentences : window, score: share, foreign: false },
    support: share >= SAME ? 'supported' : 'partly',
  }
}

const bare = (text: string): string => text.replaceAll(/\s+/gu, '')

const bothWays = (line: string, text: string): boolean =>
  text.includes(line) || (text.length >= LEAST_LETTERS && line.includes(text))
