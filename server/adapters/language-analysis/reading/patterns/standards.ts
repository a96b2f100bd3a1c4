import type { PatternMatch } from './pattern-match.ts'

/** Bodies that publish standards and their document series, as written before a number. */
const BODY =
  'ISO|IEC|IEEE|ANSI|DIN|EN|ÖNORM|ONORM|SN|BS|NF|UNE|UNI|NEN|JIS|GOST|GB/T|GB|ASTM|ASME|SAE|AGMA|API|NFPA|UL|CSA|VDE|VDI|VDMA|DVGW|DGUV|TRGS|TRBS|NAMUR|PrEN|prEN|CEN|CENELEC|CISPR|ETSI|ITU-T|ITU-R|ITU|ECMA|RFC|FIPS|NIST SP|MIL-STD|MIL-SPEC|MIL|IATF|AAMI|ISA|NEMA|CLC|TS|TR|VdS|DO|OHSAS|PAS|CWA|ETG'
const NUMBER = String.raw`(?:[A-Z]{1,2})?\d{1,6}(?:[.]\d{1,4}){0,3}(?:[a-z]{1,2}(?![a-z])|[A-Z](?![A-Za-z]))?(?:[-–]\d{1,4}){0,4}(?:/A\d{1,2})?`
const STANDARD = new RegExp(
  String.raw`(?<![\p{L}\p{N}])((?:${BODY})(?:(?: ?/ ?| |-)(?:${BODY})){0,4})(?:[ \u00a0]|-|\u2011)(${NUMBER})((?: ?: ?(?:19|20)\d\d(?:-\d\d)?)?)(?![\p{L}\p{N}]|[.,]\d)`,
  'gu',
)
/** Series that are words or initials of other things, too, and count only behind a body of their own. */
const ONLY_BEHIND = /^(?:EN|TS|TR|SN|DO|UL|GB|MIL|PAS|API|ISA|CSA|UNI|BS|NF)$/
const ELECTRIC_RULES = /(?<![\p{L}\p{N}])(VDE)[ \u00a0](0\d{3}(?:-\d{1,3}){0,3})(?![\p{L}\p{N}])/gu

/** "IEC 61131-3", "DIN EN ISO 13849-1", "RFC 2616", "ISO/IEC 27001:2022". Editions of one standard have one normal form. */
export function standards(text: string): PatternMatch[] {
  const found: PatternMatch[] = []
  for (const pattern of [STANDARD, ELECTRIC_RULES]) {
    for (const match of text.matchAll(pattern)) {
      const [whole, body = '', number = ''] = match
      if (ONLY_BEHIND.test(body) && !isNumberOfSeries(body, number)) continue
      const normal = `${body.replaceAll(/ ?\/ ?/g, '/')} ${number.replaceAll('–', '-')}`.toLowerCase()
      found.push({ start: match.index, end: match.index + whole.length, type: 'standard', normal })
    }
  }
  return found
}

/** "EN 60204-1", "UL 508": long numbers or parts; not "DO 5" and "TR 3". */
function isNumberOfSeries(body: string, number: string): boolean {
  const digits = number.replaceAll(/\D/g, '').length
  if (body === 'DO') return /^\d{3}[A-Z]?$/.test(number)
  return digits >= (/^(?:EN|BS|UL|API|NF|CSA)$/.test(body) ? 3 : 4)
}
