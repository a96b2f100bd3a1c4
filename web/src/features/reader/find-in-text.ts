import type { TextRange } from './reading-text.ts'

/** More places than that are no longer counted. */
export const MOST_HITS = 5000

/** Where words stand in a text, whatever their case and the white space between them. */
export function findInText(text: string, words: string): TextRange[] {
  const wanted = words.trim()
  if (wanted === '') return []
  const pattern = wanted
    .normalize('NFC')
    .split(/\s+/)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`))
    .join(String.raw`\s+`)
  const hits: TextRange[] = []
  for (const match of text.matchAll(new RegExp(pattern, 'giu'))) {
    hits.push({ start: match.index, end: match.index + match[0].length })
    if (hits.length >= MOST_HITS) break
  }
  return hits
}
