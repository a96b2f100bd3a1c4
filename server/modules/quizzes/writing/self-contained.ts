import type { LanguageRules } from './language-rules.ts'

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu
const UNBALANCED = /^[^(]*\)|\([^)]*$|^[^“„]*”|[“„][^”“]*$/u
const NOT_PROSE = /\^|https?:|www\.|\[[^\]]*\]|[{}<>|\\=#@;]|::|->|=>|\.\.\.|…|\{\{|\w\(\)/u
/** Names written as code that can be read within a sentence: `Vec<T>`, `String::new`, `push()`, `<video>`. */
const CODE_NAME =
  /<\/?[a-z][a-z\d-]*>|\b[A-Za-z]\w*(?:(?:::|\.)\w+)*(?:<[\w, ]+>)?\(\)|\b\w+(?:::\w+)+|\b[A-Z]\w*<[\w, &']+>/g

export function wordCount(text: string): number {
  return text.match(WORDS)?.length ?? 0
}

/** Whether a text is prose without code, links, references or half a bracket. */
export function isCleanProse(text: string): boolean {
  if (NOT_PROSE.test(text.replaceAll(CODE_NAME, 'x')) || UNBALANCED.test(text)) return false
  const quotes = text.match(/"/g)?.length ?? 0
  return quotes % 2 === 0
}

/** Whether a stretch can be read without what stands around it, as far as its words tell. */
export function pointsNowhere(text: string, rules: LanguageRules): boolean {
  if (rules.leansBack.test(text) || rules.opensWithPronoun.test(text)) return false
  return isCleanProse(text) && !rules.pointsOutside.test(text.replaceAll(rules.anyone, ''))
}

const SHORTEST = 8
const LONGEST = 35

/**
 * How well a sentence stands alone, from 0 (does not) to 1. `named` is the end of the first thing it names: a pronoun before that
 * stands for something in another sentence.
 */
export function standsAlone(text: string, named: number, rules: LanguageRules): number {
  const words = wordCount(text)
  if (words < SHORTEST || words > LONGEST || !/[.]["”“]?$/.test(text) || !/^["“„]?[\p{Lu}\p{N}`]/u.test(text)) return 0
  if (!pointsNowhere(text, rules)) return 0
  const pronoun = rules.pronoun.exec(text)
  if (pronoun !== null && pronoun.index < named) return 0
  let score = 1
  if (rules.addressesReader.test(text.replaceAll(rules.anyone, ''))) score -= 0.35
  score -= 0.1 * Math.min(3, text.match(rules.vague)?.length ?? 0)
  if (rules.tiesBack.test(text)) score -= 0.25
  if (words > 26) score -= 0.1
  if (pronoun !== null) score -= 0.1
  return Math.max(0, score)
}
