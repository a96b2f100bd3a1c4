/** A stretch of plain text that is shown in its own way. */
export type RichTextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'math'; readonly text: string; readonly source: string; readonly display: boolean }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'code-block'; readonly text: string; readonly language: string | null }

/**
 * Code before math before text. A dollar sign opens math only with a character right after it, and closes it only with one right
 * before it and no digit after it: "$5 or $10" are prices.
 */
const SPECIAL = new RegExp(
  [
    String.raw`(?:^|(?<=\n))(?<fence>\x60{3,})[ \t]*(?<language>[^\s\x60]*)[^\n\x60]*\n(?<block>[\s\S]*?)(?:(?<=\n)\k<fence>\x60*[ \t]*(?:\n|$)|$)`,
    String.raw`(?<!\x60)(?<ticks>\x60{1,2})(?!\x60)(?<code>[^\n]+?)(?<!\x60)\k<ticks>(?!\x60)`,
    String.raw`(?<escaped>\\\$)`,
    String.raw`\$\$(?<dollars>(?:\\.|[^$\\])+?)\$\$`,
    String.raw`\\\[(?<brackets>[\s\S]+?)\\\]`,
    String.raw`\\\((?<parens>[\s\S]+?)\\\)`,
    String.raw`\$(?<inline>(?![\s$])(?:\\.|[^$\\\n])*?(?:\\.|[^$\\\s]))\$(?!\d)`,
  ].join('|'),
  'gu',
)

/** Plain text with math ($…$, $$…$$, \(…\), \[…\]) and code (`…`, fences) taken apart. */
export function richTextPieces(text: string): RichTextPiece[] {
  const pieces: RichTextPiece[] = []
  let plain = ''
  let at = 0
  for (const match of text.matchAll(SPECIAL)) {
    plain += text.slice(at, match.index)
    at = match.index + match[0].length
    const piece = pieceOf(match[0], match.groups ?? {})
    if (piece.kind === 'text') {
      plain += piece.text
      continue
    }
    if (plain !== '') pieces.push({ kind: 'text', text: plain })
    plain = ''
    pieces.push(piece)
  }
  plain += text.slice(at)
  if (plain !== '') pieces.push({ kind: 'text', text: plain })
  return pieces
}

function pieceOf(source: string, groups: Readonly<Record<string, string | undefined>>): RichTextPiece {
  if (groups['escaped'] !== undefined) return { kind: 'text', text: '$' }
  if (groups['block'] !== undefined) {
    const language = groups['language'] === '' ? null : (groups['language'] ?? null)
    return { kind: 'code-block', text: groups['block'].replace(/\n$/, ''), language }
  }
  if (groups['code'] !== undefined) return { kind: 'code', text: groups['code'].replace(/^ (.*[^ ].*) $/, '$1') }
  const display = groups['dollars'] ?? groups['brackets']
  const math = display ?? groups['parens'] ?? groups['inline'] ?? ''
  return { kind: 'math', text: math.trim(), source, display: display !== undefined }
}
