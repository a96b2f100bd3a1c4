const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu
const ONE_EACH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

export interface TextSize {
  readonly words: number
  /** What a sub-word tokenizer would make of it, estimated: about six letters to a token. */
  readonly tokens: number
}

/** What each character of Latin script is to `textSize`: most texts hold nothing else, and a table is five times as fast as the pattern. */
const LATIN_END = 0x250
const SPACE = 0
const WORD = 1
const OTHER = 2
const LATIN_KIND = Uint8Array.from({ length: LATIN_END }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/\s/u.test(character)) return SPACE
  return /[\p{L}\p{M}\p{N}]/u.test(character) ? WORD : OTHER
})

/** Counts words and estimates tokens. */
export function textSize(text: string): TextSize {
  let words = 0
  let tokens = 0
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code >= LATIN_END) return textSizeOfAnyScript(text)
    const kind = LATIN_KIND[code]
    const start = at
    at++
    if (kind === SPACE) continue
    if (kind === WORD) while (at < text.length && LATIN_KIND[text.charCodeAt(at)] === WORD) at++
    if (kind === WORD && (at - start > 1 || code < 0x80)) {
      words++
      tokens += Math.ceil((at - start) / 6)
    } else tokens++
  }
  return { words, tokens }
}

function textSizeOfAnyScript(text: string): TextSize {
  let words = 0
  let tokens = 0
  for (const [piece] of text.matchAll(PIECES)) {
    const code = piece.charCodeAt(0)
    const isWord = piece.length > 1 || (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123)
    if (isWord) {
      words++
      tokens += code < 0x250 ? Math.ceil(piece.length / 6) : Math.ceil(piece.length / 3)
    } else {
      if (ONE_EACH.test(piece)) words += 0.5
      tokens++
    }
  }
  return { words, tokens }
}
