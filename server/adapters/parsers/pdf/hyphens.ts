const LINE_END_HYPHEN = /([\p{L}\p{M}]+)[-‐\u00ad]$/u
const NEXT_WORD = /^[\p{L}\p{M}]+/u
/** German and English leave a hyphen hanging before these: "Vor- und Nachteile", "pre- and post-war". */
const SUSPENDED_BEFORE = /^(?:und|oder|bzw|sowie|bis|als|and|or|to)\b/u
/** First parts that keep their hyphen in English when nothing else is known. */
const KEEPS_HYPHEN = new Set(
  'self all ex half quasi cross well high low long short first second third two three four real state non'.split(' '),
)

/** What joins two lines of a paragraph. */
export interface LineJoint {
  /** Units to take off the end of the first line. */
  readonly cut: number
  readonly insert: string
}

/** Words of a document, to tell a hyphen of the author from one of the typesetter. */
export class HyphenRepair {
  readonly #whole = new Map<string, number>()
  readonly #hyphenated = new Set<string>()

  /** Learns from a line; the word cut at its end is left out. */
  learn(line: string): void {
    for (const [word] of line.replace(LINE_END_HYPHEN, '').matchAll(/[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu)) {
      const lower = word.toLowerCase().replaceAll('‐', '-')
      if (lower.includes('-')) this.#hyphenated.add(lower)
      else this.#whole.set(lower, (this.#whole.get(lower) ?? 0) + 1)
    }
  }

  joint(line: string, next: string): LineJoint {
    const left = LINE_END_HYPHEN.exec(line)?.[1]
    const right = NEXT_WORD.exec(next)?.[0]
    if (left === undefined) return { cut: 0, insert: /\S[-‐–—/]$/.test(line) ? '' : ' ' }
    if (line.endsWith('\u00ad')) return { cut: 1, insert: '' }
    if (right === undefined) return { cut: 0, insert: '' }
    if (SUSPENDED_BEFORE.test(next)) return { cut: 0, insert: ' ' }
    if (!/^\p{Ll}/u.test(right)) return { cut: 0, insert: '' }
    return this.#isTrueHyphen(left.toLowerCase(), right.toLowerCase()) ? { cut: 0, insert: '' } : { cut: 1, insert: '' }
  }

  #isTrueHyphen(left: string, right: string): boolean {
    if (this.#whole.has(left + right)) return false
    if (this.#hyphenated.has(`${left}-${right}`)) return true
    return KEEPS_HYPHEN.has(left) && right.length > 2
  }
}
