import { withoutApostrophes } from './apostrophes.ts'
import { englishSingular } from './singular.ts'
import { stem } from './stem.ts'

/**
 * What the inflected forms of one noun have in common ("membranes" and "membrane", "Räumen" and "Raum"), and other words do
 * not: unlike the stem for search, "organ" and "organism", "Entwickler" and "Entwicklung" stay apart. Takes words as
 * `tokenize` gives them. English: singular; German: endings of case and number; others: the stem for search.
 */
export function nounStem(word: string, language: string): string {
  const bare = withoutApostrophes(word)
  if (language === 'en') return englishSingular(bare)
  if (language === 'de') return germanNounStem(bare)
  return stem(bare, language)
}

/** Like `nounStem` for a word that stands before its noun: German adjectives lose their endings. */
export function modifierStem(word: string, language: string): string {
  if (language !== 'de') return nounStem(word, language)
  const bare = foldUmlauts(withoutApostrophes(word))
  const match = /^(.{3,}?[^e])e(?:[nmrs]|ren|rer|res|rem)?$/.exec(bare)
  return match?.[1] ?? bare
}

const SHORTEST_REST = 3

/** After the light stemmer of J. Savoy (UniNE), without the ending -er, which more often makes another noun than a plural. */
function germanNounStem(word: string): string {
  const folded = foldUmlauts(word)
  const cut =
    stripped(folded, /niss(?:en|es|e)$/, 'nis') ??
    stripped(folded, /(?<=e[rl])n$/) ??
    stripped(folded, /(?:innen|in)$/, 'in') ??
    stripped(folded, /en?s?$/) ??
    stripped(folded, /(?<=.{3}[bdfghklmnprt])s$/)
  return cut ?? folded
}

function stripped(word: string, ending: RegExp, instead = ''): string | undefined {
  const at = word.search(ending)
  return at >= SHORTEST_REST ? `${word.slice(0, at)}${instead}` : undefined
}

const UMLAUTS: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u' }

function foldUmlauts(word: string): string {
  return /[äöü]/.test(word) ? word.replaceAll(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter) : word
}
