/** Endings and letters that British English writes otherwise, from words long enough not to be another word. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/(.{3})isation/, '$1ization'],
  [/(.{4})is(e[drs]?|ing)$/, '$1iz$2'],
  [/(.{2})ys(e[drs]?|ing)$/, '$1yz$2'],
  [/(.{2}[^aeou])our(s|ed|ing|al|less|able|ite)?$/, '$1or$2'],
  [/(.{2}[bctdgpv])re(s|d)?$/, '$1er$2'],
  [/(.{3}[aeiou])ll(ed|ing|er)$/, '$1l$2'],
  [/(.{2}[^aeiou])ogue(s)?$/, '$1og$2'],
  [/^programme(s)?$/, 'program$1'],
  [/(.{2}en)ce$/, '$1se'],
  [/aluminium/, 'aluminum'],
  [/sulph/, 'sulf'],
  [/^grey/, 'gray'],
  [/mould/, 'mold'],
  [/plough/, 'plow'],
  [/artefact/, 'artifact'],
  [/judgement/, 'judgment'],
  [/ageing$/, 'aging'],
  [/sceptic/, 'skeptic'],
]
/** Not "microeconomics" and "coenzyme": there the letters belong to two parts. */
const VOWEL_PAIR =
  /(?<=.)ae(?=.)|^[ao]e(?=[dst])|(?<=^f)oe(?=t)|(?<=rrh)oe|(?<=am)oe(?=b)|(?<=^c)oe(?=li)|(?<=man)oe(?=u)/g
const SHORTEST = 4

/**
 * One spelling for the British and the American form of a word in small letters: "haemoglobin" and "hemoglobin", "centre" and "center".
 * Only to compare words that were treated alike: it is not always the American form.
 */
export function americanSpelling(word: string): string {
  if (word.length < SHORTEST) return word
  let result = word.replaceAll(VOWEL_PAIR, 'e')
  for (const [pattern, replacement] of RULES) result = result.replace(pattern, replacement)
  return result
}
