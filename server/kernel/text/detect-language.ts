import { francAll } from 'franc-min'
import { scriptLanguage } from './script-language.ts'
import { isStopWord } from './stop-words.ts'
import { tokenize } from './tokens.ts'

/** ISO 639-3 codes that the trigram model may answer, with their ISO 639-1 codes. */
const CANDIDATES: Readonly<Record<string, string>> = {
  ces: 'cs',
  deu: 'de',
  eng: 'en',
  fra: 'fr',
  hun: 'hu',
  ind: 'id',
  ita: 'it',
  nld: 'nl',
  pol: 'pl',
  por: 'pt',
  ron: 'ro',
  spa: 'es',
  swe: 'sv',
  tur: 'tr',
  vie: 'vi',
  rus: 'ru',
  ukr: 'uk',
  bul: 'bg',
  bel: 'be',
  srp: 'sr',
}
const WITH_STOP_WORDS = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'no', 'ru']
const SAMPLE_CHARACTERS = 4000
const SAMPLES = 3

/**
 * The language of a text: ISO 639-1, or 'und' when unsure (little text, code, tables of numbers, unknown languages).
 * Function words decide, trigrams confirm: trigrams alone take short or technical text for exotic languages.
 */
export function detectLanguage(text: string): string {
  const sample = sampleOf(text)
  const byScript = scriptLanguage(sample)
  if (byScript !== undefined) return byScript
  const words = tokenize(sample).map((token) => token.text)
  const letters = words.filter((word) => !/^\d/.test(word))
  if (letters.length < 2) return 'und'
  const counts = WITH_STOP_WORDS.map((language) => ({
    language,
    share: letters.reduce((sum, word) => sum + (isStopWord(word, language) ? 1 : 0), 0) / letters.length,
  }))
  const trigram = new Map<string, number>()
  for (const [code, score] of francAll(sample, { only: Object.keys(CANDIDATES), minLength: 10 })) {
    const language = CANDIDATES[code]
    if (language !== undefined) trigram.set(language, score)
  }
  return decide(counts, trigram, letters.length)
}

function decide(
  counts: readonly { language: string; share: number }[],
  trigram: ReadonlyMap<string, number>,
  words: number,
): string {
  const ranked = counts
    .map(({ language, share }) => ({ language, share, score: share + 0.5 * (trigram.get(language) ?? 0.5) }))
    .sort((a, b) => b.score - a.score || (a.language < b.language ? -1 : 1))
  const [best, second] = ranked
  if (best === undefined || second === undefined) return 'und'
  const enough = best.share * words >= 2 || (best.share > 0 && words <= 6)
  if (enough && best.share >= 0.12 && best.score - second.score >= 0.04) return best.language
  const [first] = [...trigram].sort((a, b) => b[1] - a[1])
  const listed = first !== undefined && WITH_STOP_WORDS.includes(first[0])
  return first !== undefined && !listed && words >= 8 ? first[0] : 'und'
}

/** Beginning, middle and end, so that a foreign preface does not decide for a book. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLE_CHARACTERS) return text
  const each = Math.floor(SAMPLE_CHARACTERS / SAMPLES)
  return Array.from({ length: SAMPLES }, (_, part) => {
    const start = Math.floor(((text.length - each) * part) / (SAMPLES - 1))
    return text.slice(start, start + each)
  }).join('\n')
}
