import type { PatternMatch } from './pattern-match.ts'

const URL = /(?<![\p{L}\p{N}])(?:(?:https?|ftp):\/\/|www\.)[^\s<>"'“”„»«]{3,300}/giu
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w@])/gu
const BOOK = /(?<!\p{L})(?:ISBN(?:-1[03])?:? ?)((?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dX])(?!\d)/gu
const DOI = /(?<![\w.])10\.\d{4,6}\/[^\s<>"'“”]{2,80}/gu
const VERSION =
  /(?<![\p{L}\p{N}.,])(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\d))(?:[vV]\d{1,4}(?:\.\d{1,5}){0,4}|\d{1,4}(?:\.\d{1,5}){2,4})(?:-(?:alpha|beta|rc|dev)[.\d]{0,4})?(?![\p{L}\p{N}]|[.,]\d)/gu
const HEX = /(?<![\p{L}\p{N}])0x[0-9A-Fa-f]{1,16}(?![\p{L}\p{N}])/gu
/** Order numbers of one maker, which have a blank after the first four signs: "6ES7 214-1AG40-0XB0". */
const BLANK_INSIDE =
  /(?<![\p{L}\p{N}-])\d[A-Z]{2}\d[ \u00a0]?\d{3}-\d[A-Z]{2}\d{2}(?:-\d[A-Z0-9]{2}\d)?(?![\p{L}\p{N}])/gu
const PART =
  /(?<![\p{L}\p{N}@#/.,_-])[A-Z0-9]{1,24}(?:[-./_][A-Z0-9]{1,24}){0,6}(?![\p{L}\p{N}@_]|[-/.,]\p{L}|[.,]\d)/gu

/** Addresses, part and version numbers and the like: strings that name one thing and are no words. */
export function identifiers(text: string): PatternMatch[] {
  return [
    ...all(text, URL, (surface) => surface.replace(/[.,;:!?)\]}]+$/, '')),
    ...all(text, EMAIL, (surface) => surface.replace(/\.$/, '')),
    ...all(text, BOOK),
    ...all(text, DOI, (surface) => surface.replace(/[.,;:)\]]+$/, '')),
    ...all(text, BLANK_INSIDE),
    ...all(text, VERSION),
    ...all(text, HEX),
    ...all(text, PART, (surface) => (isPartNumber(surface) ? surface : '')),
  ]
}

function all(text: string, pattern: RegExp, kept = (surface: string): string => surface): PatternMatch[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const surface = kept(match[0])
    if (surface === '') return []
    const normal = surface.replaceAll(/\s/g, '').toLowerCase()
    return [{ start: match.index, end: match.index + surface.length, type: 'identifier' as const, normal }]
  })
}

const LEAST_SIGNS = 6
const LEAST_DIGITS = 3

/** "6SL3210-5BB17", "A-4711-B", "XK4711": digits and letters mixed; neither a formula ("C6H12O6") nor a model ("S7-1200", "B-52"). */
function isPartNumber(surface: string): boolean {
  const digits = surface.replaceAll(/\D/g, '').length
  const letters = surface.replaceAll(/[^A-Z]/g, '').length
  if (letters === 0 || digits < LEAST_DIGITS || surface.length < LEAST_SIGNS || isFormula(surface)) return false
  const changes = surface.match(/[A-Z][-./_]?(?=\d)|\d[-./_]?(?=[A-Z])/g)?.length ?? 0
  const isModel =
    /^[A-Z]{1,6}\d?-\d{1,4}[A-Z]{0,2}$/.test(surface) || /^[A-Z]{1,8}[-/]?\d{1,4}[A-Z]{0,2}$/.test(surface)
  return !isModel && (changes > 1 || digits >= 4)
}

const ELEMENTS =
  'H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Sc|Ti|V|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Y|Zr|Nb|Mo|Tc|Ru|Rh|Pd|Ag|Cd|In|Sn|Sb|Te|I|Xe|Cs|Ba|La|Ce|W|Pt|Au|Hg|Pb|Bi|U|Pu'
const FORMULA = new RegExp(`^(?:(?:${ELEMENTS})(?:[2-9]|[1-3]\\d)?){1,12}$`)

/** "H2O", "C6H12O6", "NaCl": symbols of elements with their numbers, at least two of them or one with a number. */
export function isFormula(surface: string): boolean {
  return /\d|[a-z].*[A-Z]/.test(surface) && surface.length <= 20 && FORMULA.test(surface)
}
