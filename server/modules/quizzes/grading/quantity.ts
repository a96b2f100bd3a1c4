/** A number with what it counts. */
export interface Quantity {
  readonly value: number
  /** In the base unit of its kind where it is known, with `value` brought to it; else as written. '' without one. */
  readonly unit: string
}

/** Units that people exchange for one another, as factor to the base unit of their kind. */
const UNITS: Readonly<Record<string, readonly [string, number]>> = {
  mm: ['m', 1e-3],
  cm: ['m', 1e-2],
  dm: ['m', 1e-1],
  m: ['m', 1],
  km: ['m', 1e3],
  µm: ['m', 1e-6],
  nm: ['m', 1e-9],
  mg: ['g', 1e-3],
  g: ['g', 1],
  kg: ['g', 1e3],
  t: ['g', 1e6],
  ms: ['s', 1e-3],
  s: ['s', 1],
  sec: ['s', 1],
  second: ['s', 1],
  sekunde: ['s', 1],
  min: ['s', 60],
  minute: ['s', 60],
  h: ['s', 3600],
  hour: ['s', 3600],
  stunde: ['s', 3600],
  day: ['s', 86_400],
  tag: ['s', 86_400],
  ml: ['l', 1e-3],
  l: ['l', 1],
  liter: ['l', 1],
  litre: ['l', 1],
  '%': ['%', 1],
  percent: ['%', 1],
  prozent: ['%', 1],
  meter: ['m', 1],
  metre: ['m', 1],
  kilometer: ['m', 1e3],
  kilometre: ['m', 1e3],
  gram: ['g', 1],
  gramm: ['g', 1],
  kilogram: ['g', 1e3],
  kilogramm: ['g', 1e3],
}

const QUANTITY =
  /^(?:about|around|approximately|etwa|rund|circa|ca\.?)? ?([+-]?\d[\d.,\u{A0}\u{202F} ]*(?: ?(?:×|x|\*) ?10 ?\^? ?[+-]?\d+|e[+-]?\d+)?) ?(\S.*)?$/iu

/** Reads "2,5 km", "2500 m", "1.000", "3 × 10^8 m/s"; null when a text is not one number with at most a unit of three words. */
export function quantityOf(text: string, language: string): Quantity | null {
  const match = QUANTITY.exec(text.normalize('NFKC').replaceAll('−', '-').replaceAll(/\s+/gu, ' ').trim())
  const [, digits = '', rest = ''] = match ?? []
  const value = numberOf(digits, language)
  if (match === null || value === null) return null
  if (rest.split(/\s+/u).length > 3 || /\d/u.test(rest.replace(/(?<=\p{L})\^?-?\d$/u, ''))) return null
  const written = rest.toLowerCase().replace(/\.$/u, '').replace('μ', 'µ')
  const known = UNITS[written] ?? UNITS[written.replace(/(?:s|en|n)$/u, '')]
  return known === undefined ? { value, unit: written } : { value: value * known[1], unit: known[0] }
}

const POWER = / ?(?:×|x|\*) ?10 ?\^? ?([+-]?\d+)$/iu

function numberOf(digits: string, language: string): number | null {
  const power = POWER.exec(digits)
  const bare = digits.replace(POWER, '').replaceAll(/\s/gu, '')
  const value = Number(withPoint(bare, language))
  return bare === '' || Number.isNaN(value) ? null : value * 10 ** Number(power?.[1] ?? 0)
}

/** "1.234,5" and "1,234.5": the last mark is the decimal one, unless groups of three follow it as in the language's own way. */
function withPoint(digits: string, language: string): string {
  const grouping = language === 'en' ? ',' : '.'
  const decimal = language === 'en' ? '.' : ','
  const groups = new RegExp(String.raw`^[+-]?\d{1,3}(?:[${grouping}]\d{3})+(?:[${decimal}]\d+)?$`)
  if (groups.test(digits)) return digits.replaceAll(grouping, '').replace(decimal, '.')
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return digits
  return `${digits.slice(0, last).replaceAll(/[.,]/g, '')}.${digits.slice(last + 1)}`
}

const ROUNDING = 1e-9
const NEAR = 0.01

const apart = (left: number, right: number): number =>
  Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right), ROUNDING)

export const equalValues = (left: number, right: number): boolean => apart(left, right) <= ROUNDING

/** A measured value may be rounded; a count or a year may not. */
export const nearValues = (given: number, right: number): boolean =>
  !Number.isInteger(right) && apart(given, right) <= NEAR
