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
  return (
    clearByWords(counts, letters.length) ??
    decide(counts, trigramScores(sample), { text: sample, words: letters.length })
  )
}

/** Enough words and a share of function words so far above the others that trigrams, which are slow, need not be asked. */
const CLEAR_WORDS = 20
const CLEAR_SHARE = 0.2
const CLEAR_MARGIN = 0.1

function clearByWords(counts: readonly { language: string; share: number }[], words: number): string | undefined {
  const [best, second] = counts.toSorted((left, right) => right.share - left.share)
  if (best === undefined || second === undefined || words < CLEAR_WORDS) return undefined
  return best.share >= CLEAR_SHARE && best.share - second.share >= CLEAR_MARGIN ? best.language : undefined
}

/** Likeness per language, 1 for the most like. */
function trigramScores(sample: string): Map<string, number> {
  const scores = new Map<string, number>()
  for (const [code, score] of francAll(sample, { only: Object.keys(CANDIDATES), minLength: 10 })) {
    const language = CANDIDATES[code]
    if (language !== undefined) scores.set(language, score)
  }
  return scores
}

/** How far a language's function words must reach, alone or with the trigrams on their side. */
const SHARE_ALONE = 0.25
const SHARE_WITH_TRIGRAMS = 0.12
const TRIGRAM_AGREES = 0.9
const LEAST_MARGIN = 0.04

function decide(
  counts: readonly { language: string; share: number }[],
  trigram: ReadonlyMap<string, number>,
  sample: { readonly text: string; readonly words: number },
): string {
  const ranked = counts
    .map(({ language, share }) => ({ language, share, score: share + 0.5 * (trigram.get(language) ?? 0.5) }))
    .toSorted((left, right) => right.score - left.score || (left.language < right.language ? -1 : 1))
  const [best, second] = ranked
  if (best === undefined || second === undefined) return 'und'
  const agrees = (trigram.get(best.language) ?? 1) >= TRIGRAM_AGREES
  const enough = best.share * sample.words >= 2 || (best.share > 0 && sample.words <= 6)
  const clear = best.share >= (agrees ? SHARE_WITH_TRIGRAMS : SHARE_ALONE) && best.score - second.score >= LEAST_MARGIN
  return enough && clear ? best.language : languageWithoutList(trigram, sample)
}

const LEAST_WORDS = 8
const LEAST_ACCENTED = 0.02

/**
 * Of languages without a stop-word list only those with letters of their own are told, and only where such letters are:
 * names and code look like any of them to trigrams.
 */
function languageWithoutList(
  trigram: ReadonlyMap<string, number>,
  { text, words }: { readonly text: string; readonly words: number },
): string {
  const [first] = [...trigram].toSorted((left, right) => right[1] - left[1])
  if (first === undefined || WITH_STOP_WORDS.includes(first[0]) || words < LEAST_WORDS) return 'und'
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const accented = text.match(/[\u{C0}-\u{24F}\u{1E00}-\u{1EFF}]/gu)?.length ?? 0
  return accented >= LEAST_ACCENTED * letters ? first[0] : 'und'
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
