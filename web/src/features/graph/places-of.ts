import type { SourcePassage } from '@learnpath/contracts'

/** Where names stand in a passage, whatever their case: offsets in the document, ascending, none within another. */
export function placesOf(
  { text, start }: Pick<SourcePassage, 'text' | 'start'>,
  names: readonly string[],
): { start: number; end: number }[] {
  const folded = text.toLowerCase()
  // In a few languages small letters are longer: then offsets would not fit.
  if (folded.length !== text.length) return []
  const found = names.flatMap((name) => {
    const wanted = name.toLowerCase()
    const places: { start: number; end: number }[] = []
    for (let at = folded.indexOf(wanted); wanted !== '' && at >= 0; at = folded.indexOf(wanted, at + 1)) {
      if (!isWithinWord(folded, at, at + wanted.length)) {
        places.push({ start: start + at, end: start + at + wanted.length })
      }
    }
    return places
  })
  const kept: { start: number; end: number }[] = []
  for (const place of found.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    if (place.start >= (kept.at(-1)?.end ?? 0)) kept.push(place)
  }
  return kept
}

/** "ion" does not stand in "nation"; endings such as a plural may follow. */
function isWithinWord(text: string, from: number, to: number): boolean {
  const [before, first] = [text.slice(Math.max(0, from - 1), from), text.slice(from, from + 1)]
  const last = text.slice(to - 1, to)
  const rest = /^[\p{L}\p{N}]*/u.exec(text.slice(to, to + 6))?.[0] ?? ''
  return isJoined(before, first) || (isJoined(last, rest.slice(0, 1)) && rest.length > 3)
}

const isJoined = (one: string, other: string): boolean => /[\p{L}\p{N}]/u.test(one) && /[\p{L}\p{N}]/u.test(other)
