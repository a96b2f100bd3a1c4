import type { AnswerSentence, Citation, SentenceSupport } from '@learnpath/contracts'
import { analyze } from '../../kernel/text/analyze.ts'
import { sentences } from '../../kernel/text/sentences.ts'
import type { AnswerPiece } from './answer-pieces.ts'
import { holdsOpposite } from './opposites.ts'
import { isNegated } from './question.ts'

/** Share of a sentence's telling words that the quotes hold: from here on another wording of the same, … */
const SAME_SHARE = 0.8
/** … and from here on something that they at least speak of. */
const SOME_SHARE = 0.4
const NUMBER = /\p{N}+(?:[.,]\p{N}+)*/gu
const MARKERS = /\s*\[\d+\]/gu

/** How far the quotes that each sentence cites hold what it says. */
export function checkPieces(pieces: readonly AnswerPiece[], citations: readonly Citation[]): AnswerSentence[] {
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]))
  return pieces.map(({ start, end, text, language, citations: cited }) => ({
    text,
    start,
    end,
    citations: [...cited],
    support: supportOf(
      text,
      language,
      cited.flatMap((n) => byNumber.get(n) ?? []),
    ),
    quotes: cited.flatMap((n) => {
      const citation = byNumber.get(n)
      return citation === undefined ? [] : [{ n, start: citation.start, end: citation.end, text: citation.text }]
    }),
  }))
}

/**
 * Word for word in a quote is `supported`. Other words are so when the quotes hold nearly all that tells something, every
 * number among it, and neither side denies what the other says; what fails one of these is `partly` at most.
 */
function supportOf(
  sentence: string,
  language: string,
  quotes: readonly Pick<Citation, 'text' | 'language'>[],
): SentenceSupport {
  const exact = normalised(sentence)
  const bare = normalised(sentence.replaceAll(MARKERS, ''))
  if (quotes.some(({ text }) => isWithin(exact, text) || isWithin(bare, text))) return 'supported'
  const said = termsOf(bare, language)
  const quoted = quotes.map(({ text }) => text).join('\n')
  const share = sharedTerms(said, quoted, language)
  if (share < SOME_SHARE) return 'not-found'
  const nearest = nearestSentence(said, quotes, language)
  const isSame =
    share >= SAME_SHARE &&
    hasNumbers(bare, quoted) &&
    isNegated(bare) === isNegated(nearest) &&
    !holdsOpposite(bare, nearest, language)
  return isSame ? 'supported' : 'partly'
}

const normalised = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()

const isWithin = (sentence: string, quote: string): boolean => sentence !== '' && normalised(quote).includes(sentence)

/** Words as the language of the answer stems them: an answer in another language than its quotes shares names and numbers alone. */
const termsOf = (text: string, language: string): Set<string> =>
  new Set(analyze(text, language).map(({ term }) => term))

function sharedTerms(said: ReadonlySet<string>, text: string, language: string): number {
  const held = termsOf(text, language)
  return said.size === 0 ? 0 : [...said].filter((term) => held.has(term)).length / said.size
}

/** The sentence of the quotes that says most of the same: what a text denies elsewhere is no matter. */
function nearestSentence(
  said: ReadonlySet<string>,
  quotes: readonly Pick<Citation, 'text' | 'language'>[],
  language: string,
): string {
  let nearest = { text: '', share: -1 }
  for (const { text: quote, language: written } of quotes) {
    for (const { start, end } of sentences(quote, written)) {
      const text = quote.slice(start, end)
      const share = sharedTerms(said, text, language)
      if (share > nearest.share) nearest = { text, share }
    }
  }
  return nearest.text
}

function hasNumbers(sentence: string, quoted: string): boolean {
  const held = new Set(quoted.match(NUMBER))
  return (sentence.match(NUMBER) ?? []).every((number) => held.has(number))
}
