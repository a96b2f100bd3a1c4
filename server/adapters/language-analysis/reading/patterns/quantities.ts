import type { PatternMatch } from './pattern-match.ts'

const NUMBER = String.raw`[+±-]?(?:\d{1,3}(?:[.,'’ \u00a0]\d{3}){1,4}|\d{1,12})(?:[.,]\d{1,6})?(?: ?[·x×] ?10(?:\^?-?\d{1,3}|[⁻⁰¹²³⁴-⁹]{1,4}))?`
const WORDS = 'million|billion|trillion|thousand|hundred|Millionen|Milliarden|Mio\\.?|Mrd\\.?|Tausend'
/** Signs of units, with the common prefixes written out where they are used; longer ones first. */
const SIGNS = [
  '[kMG]?Hz|THz|[kMGT]i?B(?:/s|it/s|ps)?|[kMGT]?bit(?:/s)?|[KMGT]bps|dB[Am]?|dpi|ppm|ppb|rpm|U/min|min[⁻-]1|1/min',
  '[km]?Pa|MPa|GPa|hPa|[km]?bar|psi|[kM]?N(?:m|/mm²|/m²)?|[mkMG]?W(?:h|/m²)?|[kM]?VA|[kM]?J(?:/kg)?|[kmµμ]?V(?: ?(?:AC|DC)(?![a-zA-Z]))?|[mµμk]?A(?:h)?|[kM]?Ω|[kM]?Ohm|[npµμm]?F|[mµμ]?H|[mµμ]?T|lx|lm|cd|kcal|cal|eV|[kMG]eV',
  '°C|°F|℃|K|°',
  'km/h|mph|[kcdmµμn]?m(?:/s²?|²|³|2|3)?|inch(?:es)?|in|ft|feet|foot|yd|yards?|miles?|mi|Zoll|nm|Å|sq(?:uare)? (?:km|mi|miles|feet|ft|kilomet(?:er|re)s|met(?:er|re)s)|acres?|hectares?|ha|Hektar',
  '[kmµμn]?g(?:/(?:L|l|mL|ml|cm³|m³|kg|mol))?|kg/m³|t|tons?|tonnes?|Tonnen|lbs?|pounds?|oz|ounces?|[mµμ]?[Ll](?:/min|/h)?|lit(?:er|re)s?|Liter|gallons?|m?mol(?:/[Ll])?|[kM]?Da|kDa',
  'ms|µs|μs|ns|s|sec(?:onds?)?|Sekunden?|min(?:utes?)?|Minuten?|h|hours?|hrs?|Stunden?|days?|Tagen?|weeks?|Wochen?|months?|Monaten?|years?|Jahren?|Tage|Monate|Jahre',
  '(?:kilo|centi|milli|micro|nano|mega|giga|tera)?(?:met(?:er|re)s?|grams?|watts?|volts?|amp(?:ere)?s?|hertz|pascals?|newtons?|joules?|bytes?|bits?)|Kilometern?|Metern?|Zentimetern?|Millimetern?|Kilogramm|Gramm|Volt|Watt|Ampere|Grad(?: Celsius)?|degrees?(?: (?:Celsius|Fahrenheit))?|megapixels?|pixels?|px',
].join('|')
const MONEY_SIGN = String.raw`(?:US|A|C|NZ|HK|S)?\$|€|£|¥|₹|₽|Rs\.?|USD|EUR|GBP|CHF|JPY|CAD|AUD`
const MONEY_WORD = 'US dollars?|dollars?|euros?|Euro|pounds sterling|yen|rupees|Franken|francs?|cents?|Cent'

const BEFORE = String.raw`(?<![\p{L}\p{N}.,/_-]|[\p{L}\p{N}][+])`
const AFTER = String.raw`(?![\p{L}\p{N}_])`

const PATTERNS: readonly RegExp[] = [
  new RegExp(`${BEFORE}(?:${MONEY_SIGN}) ?(${NUMBER})(?: (${WORDS})(?![\\p{L}]))?`, 'gu'),
  new RegExp(
    `${BEFORE}(${NUMBER})(?: (?:${WORDS}))? ?(?:(?:${MONEY_WORD}|USD|EUR|GBP|CHF|JPY|CAD|AUD)${AFTER}|[€$£](?!\\d))`,
    'gu',
  ),
  new RegExp(`${BEFORE}(${NUMBER}) ?(?:%|‰|(?:percent|per cent|Prozent|pour cent|por ciento)${AFTER})`, 'gu'),
  new RegExp(
    `${BEFORE}(${NUMBER})(?: ?(?:to|bis|–|-|\\.\\.\\.|…) ?${NUMBER})?(?: (?:${WORDS}))?(?: ?|[-\\u00a0])(?:${SIGNS})${AFTER}`,
    'gu',
  ),
]

/** Numbers with a unit, amounts of money, shares. */
export function quantities(text: string): PatternMatch[] {
  return PATTERNS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [surface] = match
      // "1900 s", "the 1990s", "in 5 in"
      if (/^\d{4}s$|^\d{1,2} in$|^\d{4} (?:in|s|t|h|K|a|A)$/.test(surface)) return []
      const normal = surface
        .replaceAll(/[\s\u00a0]/g, '')
        .replaceAll('μ', 'µ')
        .replaceAll(/(?<=\d)[,'’](?=\d{3}(?!\d))/g, '')
      return [{ start: match.index, end: match.index + surface.length, type: 'quantity' as const, normal }]
    }),
  )
}
