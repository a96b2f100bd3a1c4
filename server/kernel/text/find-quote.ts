/** The place of a quote in a text that has changed: of several the one nearest to where it stood; null when it is gone. */
export function findQuote(
  text: string,
  quote: string,
  formerStart: number,
): { readonly start: number; readonly end: number } | null {
  let best: number | null = null
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (isInsideWord(text, at, at + quote.length)) continue
    if (best === null || Math.abs(at - formerStart) < Math.abs(best - formerStart)) best = at
  }
  return best === null ? null : { start: best, end: best + quote.length }
}

const WORD = /[\p{L}\p{N}]/u

/** "art" is not found in "start". */
function isInsideWord(text: string, start: number, end: number): boolean {
  const cutsBefore = WORD.test(text.charAt(start)) && WORD.test(text.charAt(start - 1))
  const cutsAfter = WORD.test(text.charAt(end - 1)) && WORD.test(text.charAt(end))
  return cutsBefore || cutsAfter
}

/** The first place of words in a text, whatever white space is between them; null when they are not there. */
export function findWords(text: string, words: string): { readonly start: number; readonly end: number } | null {
  const parts = words
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const found = new RegExp(parts.join(String.raw`\s+`), 'u').exec(text)
  return found === null ? null : { start: found.index, end: found.index + found[0].length }
}
