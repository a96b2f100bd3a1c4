import type { PatternMatch } from './pattern-match.ts'

/** Names of months by their first letters, per language; a full stop may follow. */
const MONTHS: readonly (readonly [RegExp, number])[] = [
  [/^(?:jan|jän|gennaio|ene|janv)/i, 1],
  [/^(?:feb|fév|fev)/i, 2],
  [/^(?:mar|mär|mrz)/i, 3],
  [/^(?:apr|avr|abr)/i, 4],
  [/^(?:may|mai|mag)/i, 5],
  [/^(?:jun|juin|giu)/i, 6],
  [/^(?:jul|juil|lug)/i, 7],
  [/^(?:aug|août|ago)/i, 8],
  [/^(?:sep|set)/i, 9],
  [/^(?:oct|okt|ott|out)/i, 10],
  [/^(?:nov)/i, 11],
  [/^(?:dec|dez|déc|dic)/i, 12],
]
const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)'
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`
const YEAR = String.raw`(?:1[0-9]\d\d|20\d\d)`
const BEFORE = String.raw`(?<![\p{L}\p{N}.,/:-])`
const AFTER = String.raw`(?![\p{L}\p{N}]|[.,/:-]\d)`
const pattern = (source: string): RegExp => new RegExp(`${BEFORE}${source}${AFTER}`, 'gu')

interface DatePattern {
  readonly pattern: RegExp
  /** Year, month, day, as far as it tells them, in ISO 8601; or the words. */
  readonly normal: (parts: readonly string[]) => string
}

const iso = (year = '', month = 0, day = ''): string =>
  [year === '' ? '-' : year, ...(month > 0 ? [two(`${month}`)] : []), ...(day === '' ? [] : [two(day)])].join('-')
const two = (digits: string): string => digits.padStart(2, '0')
const monthOf = (name = ''): number => MONTHS.find(([test]) => test.test(name))?.[1] ?? 0

/** The first that matches at a place counts. */
const DATES: readonly DatePattern[] = [
  {
    pattern: pattern(String.raw`(${YEAR})-(0[1-9]|1[0-2])-(${DAY})(?:T\d\d:\d\d(?::\d\d)?Z?)?`),
    normal: ([, year, month, day]) => iso(year, Number(month), day),
  },
  {
    pattern: pattern(String.raw`(${DAY})\.[ \u00a0]?(0?[1-9]|1[0-2])\.[ \u00a0]?(${YEAR})`),
    normal: ([, day, month, year]) => iso(year, Number(month), day),
  },
  {
    pattern: pattern(
      String.raw`(${DAY})(?:st|nd|rd|th|er|º|\.)?(?: of| de)?[ \u00a0](${MONTH})(?:,? (?:de )?(${YEAR}))?`,
    ),
    normal: ([, day, month, year]) => iso(year, monthOf(month), day),
  },
  {
    pattern: pattern(String.raw`(${MONTH})[ \u00a0](${DAY})(?:st|nd|rd|th)?(?: ?,? (${YEAR}))?`),
    normal: ([, month, day, year]) => iso(year, monthOf(month), day),
  },
  {
    pattern: pattern(String.raw`(${MONTH})(?:,| of| de)? (${YEAR})`),
    normal: ([, month, year]) => iso(year, monthOf(month)),
  },
  { pattern: pattern(String.raw`(\d{1,2})/(\d{1,2})/(${YEAR}|\d\d)`), normal: ([whole = '']) => whole },
  { pattern: pattern(String.raw`(${YEAR})(?: ?[–/-] ?)(\d{1,2})`), normal: ([whole = '']) => spaceless(whole) },
  {
    pattern: pattern(String.raw`(?:(?:early|mid|late)[- ])?(1\d|20)\d0(?:s|er(?: Jahren?)?)`),
    normal: ([whole = '']) => decade(whole),
  },
  {
    pattern: pattern(
      String.raw`(?:(?:early|mid|late)[- ])?(\d{1,2})(?:st|nd|rd|th) [Cc]entur(?:y|ies)(?: (?:BC|AD|BCE|CE))?`,
    ),
    normal: ([, number]) => `century ${number ?? ''}`,
  },
  { pattern: pattern(String.raw`(\d{1,2})\. Jahrhunderts?`), normal: ([, number]) => `century ${number ?? ''}` },
  {
    pattern: pattern(String.raw`(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?(?: ?(?:[ap]\.?m\.?|[AP]M|Uhr|h))`),
    normal: ([whole = '']) => spaceless(whole),
  },
  { pattern: pattern(String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`), normal: ([whole = '']) => whole },
  {
    pattern: pattern(String.raw`(?:1[0-2]|[1-9]) ?(?:[ap]\.m\.|[AaPp][Mm]|Uhr)`),
    normal: ([whole = '']) => spaceless(whole),
  },
  { pattern: pattern(YEAR), normal: ([whole = '']) => whole },
]

const spaceless = (text: string): string => text.replaceAll(/\s/g, '').replaceAll('–', '-').toLowerCase()
const decade = (text: string): string => `${/\d{4}/.exec(text)?.[0] ?? ''}s`

/** Dates, years, centuries and times of day. A bare number of four digits is a year only where nothing makes it an amount. */
export function dates(text: string): PatternMatch[] {
  return DATES.flatMap(({ pattern: dated, normal }) =>
    [...text.matchAll(dated)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      type: 'date' as const,
      normal: normal(match),
    })),
  )
}
