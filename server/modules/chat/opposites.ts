import { stem } from '../../kernel/text/stem.ts'

/** Words that exclude each other; each row also covers what the language's stemmer makes the same. */
const ENGLISH_OPPOSITES =
  'first last; before after; north south; east west; northern southern; eastern western; most least; more less fewer; largest smallest; ' +
  'biggest smallest; larger smaller; highest lowest; higher lower; high low; oldest newest youngest; old new young; earliest latest; ' +
  'earlier later; early late; longest shortest; best worst; good bad; strong weak; rich poor; major minor; maximum minimum; ' +
  'majority minority; increase decrease reduce; rise fall; expand shrink; gain lose; win lose; won lost; begin end; began ended; ' +
  'start stop; always never; male female; men women; father mother; son daughter; brother sister; inside outside; internal external; ' +
  'positive negative; public private; natural artificial; ancient modern; finite infinite; religious secular; domestic foreign; ' +
  'accept reject; allow forbid; allow prevent; allow prohibit; support oppose; buy sell; bought sold; add remove; agree disagree; ' +
  'ally enemy; easy difficult; easy hard; simple complex; winter summer; left right; upper lower; success failure; common rare; ' +
  'cheap expensive; fast slow; open close; create destroy; built destroyed; import export; include exclude; arrive leave; ' +
  'encode decode; cause prevent; above below; same different; legal illegal; deep shallow; wide narrow; hot cold; warm cold; wet dry'
const GERMAN_OPPOSITES =
  'erste letzte; vor nach; norden süden; osten westen; nördlich südlich; östlich westlich; mehr weniger; größte kleinste; größer kleiner; ' +
  'groß klein; höchste niedrigste; höher niedriger; hoch niedrig; älteste neueste jüngste; alt neu jung; früher später; früh spät; ' +
  'längste kürzeste; lang kurz; beste schlechteste; gut schlecht; stark schwach; reich arm; maximum minimum; mehrheit minderheit; ' +
  'steigen sinken; steigt sinkt; zunehmen abnehmen; gewinnen verlieren; gewann verlor; gewonnen verloren; beginnen enden; begann endete; ' +
  'immer nie; männlich weiblich; männer frauen; vater mutter; sohn tochter; bruder schwester; innen außen; positiv negativ; ' +
  'öffentlich privat; natürlich künstlich; erlauben verbieten; erlaubt verboten; kaufen verkaufen; vorteil nachteil; ' +
  'einfach schwierig; winter sommer; links rechts; import export; häufig selten; billig teuer; schnell langsam; öffnen schließen; ' +
  'heiß kalt; warm kalt; nass trocken; tief flach; breit schmal; addieren subtrahieren'

/** Prefix that denies, and how long the rest must be: "insert" is not the opposite of "sert". */
const DENYING_PREFIXES: readonly (readonly [string, number])[] = [
  ['un', 4],
  ['non', 4],
  ['dis', 5],
  ['in', 6],
  ['im', 6],
  ['ir', 6],
  ['il', 5],
  ['nicht', 4],
]
const WORD = /[\p{L}\p{N}]+/gu
const tables = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>()

/**
 * Whether the text speaks of the opposite of a word of the question, which it does not hold itself: "solved" and "unsolved",
 * "first" and "last". Knows a few dozen pairs and the prefixes that deny, in English and German.
 */
export function holdsOpposite(question: string, text: string, language: string): boolean {
  const table = tableOf(language)
  const words = [...wordsOf(text)]
  const known = new Set(words.flatMap((word) => [word, stem(word, language)]))
  for (const asked of wordsOf(question)) {
    const stemmed = stem(asked, language)
    if (known.has(stemmed) || known.has(asked)) continue
    const opposites = table.get(stemmed)
    if (opposites !== undefined && [...opposites].some((opposite) => known.has(opposite))) return true
    if (words.some((word) => isDenied(asked, word) || isDenied(word, asked))) return true
  }
  return false
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(WORD))
}

function isDenied(word: string, denied: string): boolean {
  if (denied.length <= word.length || !denied.endsWith(word)) return false
  const prefix = denied.slice(0, denied.length - word.length)
  return DENYING_PREFIXES.some(([known, least]) => known === prefix && word.length >= least)
}

function tableOf(language: string): ReadonlyMap<string, ReadonlySet<string>> {
  const before = tables.get(language)
  if (before !== undefined) return before
  const table = new Map<string, Set<string>>()
  const rows = language === 'de' ? GERMAN_OPPOSITES : language === 'en' ? ENGLISH_OPPOSITES : ''
  for (const row of rows.split(';')) {
    const stems = row
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => stem(word, language))
    for (const one of stems) {
      const opposites = table.get(one) ?? new Set<string>()
      for (const other of stems) if (other !== one) opposites.add(other)
      table.set(one, opposites)
    }
  }
  tables.set(language, table)
  return table
}
