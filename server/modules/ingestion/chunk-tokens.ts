const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu
const ONE_EACH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

export interface TextSize {
  readonly words: number
  /** What a sub-word tokenizer would make of it, estimated: about six letters to a token. */
  readonly tokens: number
}

/** Counts words and estimates tokens. */
export function textSize(text: string): TextSize {
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
