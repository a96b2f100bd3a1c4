/** Half-open range of UTF-16 units, without white space at its ends. */
export interface SentenceRange {
  readonly start: number
  readonly end: number
}

const ABBREVIATIONS: Readonly<Record<string, string>> = {
  en: 'mr mrs ms dr prof st jr sr vs etc approx dept est fig figs eq eqs no nos vol vols pp ch sec cf al inc ltd corp co gen col capt lt sgt rev hon gov sen rep jan feb mar apr jun jul aug sep sept oct nov dec ave blvd rd mt ft oz lb e.g i.e a.m p.m ph.d u.s u.k',
  de: 'dr prof hr fr frl st bzw ca etc evtl ggf inkl exkl max min mind nr abb tab bd hrsg jh jhd kap vgl usw usf sog sogen bspw insb allg abs art aufl ausg bearb ehem entspr erg evang geb gem gest hl ing jan feb mär apr jun jul aug sep sept okt nov dez mio mrd mwst phil rd röm s str tel u.a u.ä verf vs z zt zzgl d.h z.b u.u o.ä i.d.r m.e z.t v.a o.g s.o s.u bzgl ggü lat griech engl frz dipl',
  fr: 'm mm mme mlle dr prof etc cf p pp vol fig ex env st ste',
  es: 'sr sra srta dr dra prof etc pág fig vol ej ud uds',
  it: 'sig sigg dott prof ecc pag fig vol es',
}
const ALL_ABBREVIATIONS = new Set(Object.values(ABBREVIATIONS).join(' ').split(' '))
const BY_LANGUAGE = new Map(Object.entries(ABBREVIATIONS).map(([key, list]) => [key, new Set(list.split(' '))]))

/** A run of marks is looked at from its first one only: otherwise a long one without a space after it would take time by its square. */
const END = /\n|[。！？｡]+["'”’»」』）)\]]*|(?:(?<![.!?…])[.!?…]+|[؟۔।])["'”’“‘»«›‹)\]]*(?=\s|$)/gu
const LAST_WORD = /[\p{L}\p{N}.\-/]+$/u
const NEXT_OPENS = /^\s+["'“‘„‚»«›‹([¿¡*_-]*(\p{Ll})?/u
const SINGLE_LETTER = /^\p{L}$/u
const INITIALS = /^(?:\p{L}\.)+\p{L}$/u
/** Before a number of a list; more are looked through at every mark of a sentence that does not end. */
const MOST_BLANKS = 100
const LIST_NUMBER = /^(?:\d{1,3}|[a-zA-Z])$/

/**
 * Splits text into sentences for a language (ISO 639-1; any other works with all known abbreviations). A line end always ends
 * one: in LearnPath's texts it stands between list items, table rows, code lines and blocks only.
 */
export function sentences(text: string, language: string): SentenceRange[] {
  const abbreviations = BY_LANGUAGE.get(language) ?? ALL_ABBREVIATIONS
  const result: SentenceRange[] = []
  let start = 0
  END.lastIndex = 0
  for (let match = END.exec(text); match !== null; match = END.exec(text)) {
    const end = match.index + match[0].length
    if (match[0] !== '\n' && !endsSentence(text, { start, at: match.index, end }, { language, abbreviations })) continue
    push(result, text, start, end)
    start = end
  }
  push(result, text, start, text.length)
  return result
}

interface Rules {
  readonly language: string
  readonly abbreviations: ReadonlySet<string>
}

function endsSentence(text: string, place: { start: number; at: number; end: number }, rules: Rules): boolean {
  const { start, at, end } = place
  const mark = text.charAt(at)
  if ('。！？｡؟۔।'.includes(mark)) return true
  const next = text.slice(end, end + 24)
  const continuesInLowerCase = NEXT_OPENS.exec(next)?.[1] !== undefined
  // "Really?" he asked. / Wait … what
  if (mark !== '.') return !continuesInLowerCase
  if (text.charAt(at + 1) === '.') return !continuesInLowerCase
  const before = text.slice(Math.max(start, at - 40), at)
  const word = LAST_WORD.exec(before)?.[0] ?? ''
  if (word === '') return !continuesInLowerCase
  if (continuesInLowerCase && next.trimStart() !== '') return false
  const mayStart = at - start < word.length + MOST_BLANKS
  if (mayStart && LIST_NUMBER.test(word) && text.slice(start, at).trim() === word) return false
  return !isAbbreviation(word, rules) && !isOrdinal(word, next, rules.language)
}

function isAbbreviation(word: string, rules: Rules): boolean {
  const plain = word.replace(/^[.\-/]+/, '')
  const lower = plain.toLowerCase()
  if (rules.abbreviations.has(lower)) return true
  // "J. Smith", "z. B.", "U.S. Army"; a lone capital "I" ends English sentences.
  if (SINGLE_LETTER.test(plain)) return !(plain === 'I' && rules.language === 'en')
  return INITIALS.test(plain)
}

/** German writes ordinals as "3. Mai", "der 2. Weltkrieg"; years ("1999. Dann") end sentences. */
function isOrdinal(word: string, next: string, language: string): boolean {
  if (language !== 'de' && language !== 'und') return false
  return /^(?:\d{1,2}|[IVX]{1,5})$/.test(word) && /^\s+\p{L}/u.test(next)
}

function push(result: SentenceRange[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  if (start < end) result.push({ start, end })
}

function isSpace(unit: number): boolean {
  return (
    unit === 32 || (unit >= 9 && unit <= 13) || unit === 160 || unit === 0x3000 || unit === 0x2028 || unit === 0x2029
  )
}
