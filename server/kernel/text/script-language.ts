/** Scripts that tell the language by themselves. Kana first: Japanese text holds Han as well. */
const SCRIPTS: readonly (readonly [string, RegExp, number])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 0.1],
  ['ko', /\p{Script=Hangul}/gu, 0.3],
  ['zh', /\p{Script=Han}/gu, 0.3],
  ['el', /\p{Script=Greek}/gu, 0.5],
  ['he', /\p{Script=Hebrew}/gu, 0.3],
  ['th', /\p{Script=Thai}/gu, 0.3],
  ['hy', /\p{Script=Armenian}/gu, 0.5],
  ['ka', /\p{Script=Georgian}/gu, 0.5],
  ['ta', /\p{Script=Tamil}/gu, 0.5],
  ['lo', /\p{Script=Lao}/gu, 0.5],
  ['km', /\p{Script=Khmer}/gu, 0.5],
  ['my', /\p{Script=Myanmar}/gu, 0.5],
]
const LETTER = /\p{L}/gu
const ARABIC = /\p{Script=Arabic}/gu
const PERSIAN_LETTERS = /[\u067E\u0686\u0698\u06AF\u06CC\u06A9]/gu
const URDU_LETTERS = /[\u0679\u0688\u0691\u06BA\u06BE\u06D2]/gu

const CYRILLIC = /\p{Script=Cyrillic}/gu
/** Letters that only one of the languages has, in the order of asking. */
const CYRILLIC_LETTERS: readonly (readonly [string, RegExp])[] = [
  ['be', /[ўЎ]/u],
  ['uk', /[іїєґІЇЄҐ]/u],
  ['sr', /[ћђјљњЋЂЈЉЊ]/u],
  ['ru', /[ыэёЫЭЁ]/u],
  ['bg', /[ъЪ]/u],
]

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/** The language that the script of a text tells, or undefined when its script is shared by many (Latin, Cyrillic without a telling letter, …). */
export function scriptLanguage(text: string): string | undefined {
  const letters = count(text, LETTER)
  if (letters === 0) return 'und'
  // Most texts have no letter beyond Latin Extended; one look saves twelve counts.
  if (!/[\u0370-\uFFEF]/.test(text)) return undefined
  for (const [language, pattern, share] of SCRIPTS) if (count(text, pattern) >= share * letters) return language
  if (count(text, CYRILLIC) >= 0.5 * letters) return CYRILLIC_LETTERS.find(([, pattern]) => pattern.test(text))?.[0]
  if (count(text, ARABIC) < 0.3 * letters) return undefined
  if (count(text, URDU_LETTERS) > 0.02 * letters) return 'ur'
  return count(text, PERSIAN_LETTERS) > 0.02 * letters ? 'fa' : 'ar'
}
