const NUMBER = /\p{Nd}+(?:[.,'’\u{A0}\u{202F}]\p{Nd}+)*/gu
const THOUSANDS = /^\p{Nd}{1,3}(?:(?<mark>[.,'’\u{A0}\u{202F}])\p{Nd}{3})(?:\k<mark>\p{Nd}{3})*$/u
const WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'two three four five six seven eight nine ten eleven twelve',
    'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  ].flatMap((row) => row.split(' ').map((word, index) => [word, String(index + 2)])),
)
const WORD = /\p{L}+/gu

/**
 * The numbers of a text in one form: "1,000", "1.000" and "1 000" are 1000, "2,4" and "2.4" are 2.4, "drei" is 3. A number of three
 * digits behind one mark may be either, so it is both.
 */
export function numberKeys(text: string): Set<string> {
  const keys = new Set<string>()
  for (const [found] of text.matchAll(NUMBER)) for (const key of formsOf(found)) keys.add(key)
  for (const [found] of text.matchAll(WORD)) {
    const digits = WORDS[found.toLowerCase()]
    if (digits !== undefined) keys.add(digits)
  }
  return keys
}

/** The numbers written with digits that a text has and `held` has not, in none of their forms. */
export function missingNumbers(
  text: string,
  held: ReadonlySet<string>,
): { readonly missing: number; readonly all: number } {
  const found = [...text.matchAll(NUMBER)]
  const missing = found.filter(([number]) => formsOf(number).every((form) => !held.has(form)))
  return { missing: missing.length, all: found.length }
}

function formsOf(number: string): string[] {
  const decimal = number.replaceAll(/['’\u{A0}\u{202F}]/gu, '').replaceAll(',', '.')
  const plain = Number.isNaN(Number(decimal)) ? decimal : String(Number(decimal))
  return THOUSANDS.test(number) ? [number.replaceAll(/\P{Nd}/gu, ''), plain] : [plain]
}
