import type { Mark, TextRange } from '../../ports/parsed-document.ts'

/**
 * Markup that outlived its parser, addresses, file names and formulas: nothing that names a concept. Every repetition is bounded: a text of
 * one endless word must not take endless time.
 */
const RESIDUE = new RegExp(
  [
    String.raw`[\x21-\x7e]{120,}`, // encoded data
    String.raw`\{[:%{][^}\n]{0,500}\}{1,3}`, // attribute lists, templates, macros
    String.raw`<\/?[a-zA-Z][^<>\n]{0,300}>`, // tags
    String.raw`!?\[[^\]\n]{0,1500}\]\([^)\s]{0,500}\)?`, // images and links that were not read as such
    String.raw`\[!?[\w^\\-]{0,12}\]?\]`, // [1], [link], [!NOTE]
    String.raw`(?:https?|ftp|file):\/\/\S+`,
    String.raw`\bwww\.\S+`,
    String.raw`[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}`,
    String.raw`(?:[\w.~-]{1,64}\/){2,20}[\w.~-]{0,64}`, // paths
    String.raw`\.{0,2}\/[\w.~-]{1,64}\/[\w.~/-]{0,200}`,
    String.raw`[\w-]{1,80}\.(?:png|jpe?g|gif|svg|webp|pdf|docx?|html?|css|jsx?|tsx?|json|ya?ml|toml|md|txt|py|rb|rs|java|zip|exe|mp[34])\b`,
    String.raw`\$\$[^$]{1,400}\$\$`,
    String.raw`(?<![\w$])\$[^$\n]{1,200}\$(?!\w)`,
    String.raw`\\[a-zA-Z]{1,40}(?:\{[^{}\n]{0,200}\}){0,4}`,
    String.raw`(?:\.\s?){5,}\d*`, // leaders of tables of contents
  ].join('|'),
  'gu',
)

/** Link texts that say where to click. */
const CLICK_WORDS = /^\W*(?:link|here|this|more|hier|weiter|mehr|ici|aquí|qui)\W*$/iu

/** Ranges of residue in order, which may overlap. */
export function residueRanges(text: string, marks: readonly Mark[]): TextRange[] {
  const ranges: TextRange[] = []
  for (const match of text.matchAll(RESIDUE)) ranges.push({ start: match.index, end: match.index + match[0].length })
  for (const mark of marks) {
    if (mark.kind === 'link' && CLICK_WORDS.test(text.slice(mark.start, mark.end))) {
      ranges.push({ start: mark.start, end: mark.end })
    }
  }
  return ranges.toSorted((left, right) => left.start - right.start || left.end - right.end)
}

/** The text with blanks in place of the ranges: every offset stays. */
export function blanked(text: string, ranges: readonly TextRange[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (end <= at) continue
    const from = Math.max(start, at)
    pieces.push(text.slice(at, from), ' '.repeat(end - from))
    at = end
  }
  pieces.push(text.slice(at))
  return pieces.join('')
}
