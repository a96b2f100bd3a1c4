const MARKERS_AND_BLANKS = /\[\d+\]|\s/gu
const ENDS_MARKED = /\[\d+\]\s*$/u
const MARKERS_FIRST = /^(?:\s*\[\d+\])+/u

/**
 * What of the answer is still to be said after its beginning was. Markers of what was said may be other ones than those of the answer.
 * @returns null when the beginning is not that of this answer
 */
export function continuation(said: string, answer: string): string | null {
  if (answer.startsWith(said)) return answer.slice(said.length)
  const letters = said.replaceAll(MARKERS_AND_BLANKS, '')
  let matched = 0
  let place = 0
  while (matched < letters.length && place < answer.length) {
    const skipped = /^(?:\[\d+\]|\s)+/u.exec(answer.slice(place))?.[0].length ?? 0
    place += skipped
    if (answer[place] !== letters[matched]) return null
    matched += 1
    place += 1
  }
  if (matched < letters.length) return null
  const rest = answer.slice(place)
  return ENDS_MARKED.test(said) ? rest.replace(MARKERS_FIRST, '') : rest
}
