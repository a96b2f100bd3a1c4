const ELISIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: new Set('l d j m t s n c qu jusqu lorsqu puisqu quoiqu'.split(' ')),
  it: new Set('l d un c m t s v n all dall dell nell sull coll quell quest bell sant anch'.split(' ')),
  ca: new Set('l d m t s n'.split(' ')),
}
const LONGEST_ELISION = 7

/** Articles and pronouns that lose their vowel before a word; undefined for languages that do not write so. */
export function elisionsOf(language: string): ReadonlySet<string> | undefined {
  return ELISIONS[language]
}

/** Length of an elided article or pronoun with its apostrophe at the start of a normalised word ("l'eau" → 2), or 0. */
export function elisionLength(word: string, elisions: ReadonlySet<string>): number {
  const at = word.indexOf("'")
  if (at < 1 || at > LONGEST_ELISION || !elisions.has(word.slice(0, at))) return 0
  return at + 1
}

/** "earth's" → "earth", "o'neill" → "oneill". */
export function withoutApostrophes(word: string): string {
  if (!word.includes("'")) return word
  return (word.endsWith("'s") ? word.slice(0, -2) : word).replaceAll("'", '')
}
