import { LearnPathError } from '@learnpath/contracts'
import { type AnalyzedToken, analyze, createTermFinder } from '../../kernel/text/analyze.ts'
import { tokenize } from '../../kernel/text/tokens.ts'
import { type ParsedQuery, parseQuery } from '../../kernel/text/query-syntax.ts'
import type { KeywordTerm, KeywordVocabulary } from '../../ports/keyword-index.ts'
import { type PlannedTerm, planWord, type TermContext } from './planned-terms.ts'
import { createQueryWords } from './query-words.ts'
import { stopWordGrams, stopWordQueryTerms } from './stop-word-grams.ts'
import { createWordRarity, type WordRarity } from './word-rarity.ts'

/** Two neighbouring words of the query in one language. */
export interface WordPair {
  readonly first: string
  readonly second: string
  /** Words from the first to the second in the query, stop words counted. */
  readonly distance: number
  readonly words: string
  /** Of the more frequent of the two; 0 when the library lacks one. */
  readonly inverseDocumentFrequency: number
}

/** A query in the terms of every language of the library. */
export interface QueryPlan {
  readonly parsed: ParsedQuery
  /** Of the library, as the index had them. */
  readonly languages: readonly string[]
  readonly terms: readonly PlannedTerm[]
  /** Words of the query, normalised, that no language of the library has. */
  readonly unknownWords: readonly string[]
  /** The words of a text that match a term outside phrases too. */
  readonly wantedWords: (text: string, language: string) => AnalyzedToken[]
  readonly required: readonly (readonly KeywordTerm[])[]
  readonly excluded: readonly KeywordTerm[]
  /** Per language: pairs of neighbouring words outside phrases. */
  readonly pairs: ReadonlyMap<string, readonly WordPair[]>
  /** Excluded words that the index of some language ignores, and excluded phrases: to be looked for in the text. */
  readonly excludedPhrases: readonly string[]
  /** Per language in which the query is nothing but stop words: its pairs of neighbours, as words. */
  readonly stopWordPairs: ReadonlyMap<string, readonly string[]>
}

/** The stand-ins that the index keeps for a text that has only stop words in the language. */
function standInTerms(text: string, { language, phraseOnly }: TermContext): PlannedTerm[] {
  const standIns = stopWordQueryTerms(text, language)
  return standIns.map((term) => ({ language, term, word: term.slice(1), weight: 1, phraseOnly }))
}

/** Per word of the phrase what the index holds of it in the language: its term, a pair of stop words it is part of, or nothing. */
function phraseTerms(phrase: string, language: string): (string | null)[] {
  const terms = new Map(analyze(phrase, language).map((token) => [token.start, token.term]))
  const words = tokenize(phrase)
  const gram = (at: number): string | null => {
    const [pair] = stopWordGrams(
      words.slice(at, at + 2).map((word) => word.text),
      language,
    )
    return pair ?? null
  }
  return words.map(({ start }, at) => terms.get(start) ?? gram(at) ?? (at > 0 ? gram(at - 1) : null))
}

/** Groups of which a chunk of any language must hold a term each; a word that some language has no trace of makes no group. */
function requiredGroups(phrase: string, languages: readonly string[]): KeywordTerm[][] {
  const perLanguage = languages.map((language) =>
    phraseTerms(phrase, language).map((term) => (term === null ? null : { language, term, weight: 1 })),
  )
  return tokenize(phrase).flatMap((_, at) => {
    const group = perLanguage.flatMap((terms) => terms[at] ?? [])
    return group.length === languages.length && group.length > 0 ? [group] : []
  })
}

/** Of equal terms the one of the greatest weight stays; at the same weight the first, so words outside phrases come first. */
function distinct(terms: readonly PlannedTerm[]): PlannedTerm[] {
  const byKey = new Map<string, PlannedTerm>()
  for (const term of terms) {
    const key = `${term.language}\n${term.term}`
    const known = byKey.get(key)
    if (known === undefined || known.weight < term.weight) byKey.set(key, term)
  }
  return [...byKey.values()]
}

function wordFinder(terms: readonly PlannedTerm[]): QueryPlan['wantedWords'] {
  const finders = new Map<string, (text: string) => AnalyzedToken[]>()
  return (text, language) => {
    let find = finders.get(language)
    if (find === undefined) {
      const wanted = terms.filter((term) => term.language === language && !term.phraseOnly)
      find = createTermFinder(language, new Set(wanted.map(({ term }) => term)))
      finders.set(language, find)
    }
    return find(text)
  }
}

function pairsOf(tokens: readonly AnalyzedToken[], rarity: WordRarity): WordPair[] {
  return tokens.flatMap((second, at) => {
    const first = tokens[at - 1]
    if (first === undefined || first.term === second.term) return []
    return {
      first: first.term,
      second: second.term,
      distance: second.position - first.position,
      words: `${first.word} ${second.word}`,
      inverseDocumentFrequency: Math.min(rarity(first.word), rarity(second.word)),
    }
  })
}

function assertWanted(parsed: ParsedQuery): void {
  if (parsed.words !== '' || parsed.phrases.length > 0) return
  const onlyExcludes = parsed.excludedWords.length + parsed.excludedPhrases.length > 0
  const message = onlyExcludes ? 'only excludes; add a word to look for' : 'holds no word to look for'
  throw new LearnPathError('LP_REQUEST_INVALID', {
    detail: `the query ${message}`,
    issues: [{ field: 'query', message }],
  })
}

/** @throws LP_REQUEST_INVALID when there is nothing to look for. */
export function planQuery(query: string, vocabulary: KeywordVocabulary): QueryPlan {
  const parsed = parseQuery(query)
  assertWanted(parsed)
  const languages = vocabulary.languages()
  const rarity = createWordRarity(vocabulary, languages)
  const sources = [
    ...(parsed.words === '' ? [] : [{ text: parsed.words, phraseOnly: false }]),
    ...parsed.phrases.map((text) => ({ text, phraseOnly: true })),
  ]
  const everything = sources.map(({ text }) => text).join(' ')
  const { analyzed, telling } = createQueryWords(everything, languages)
  const onlyStopWords = new Set(languages.filter((language) => analyzed(everything, language).length === 0))
  const terms = distinct(
    sources.flatMap(({ text, phraseOnly }) =>
      languages.flatMap((language) => {
        const context = { vocabulary, language, rarity, phraseOnly }
        // A part of stop words only adds nothing when another part of the query has something to say.
        if (onlyStopWords.has(language)) return standInTerms(text, context)
        const tokens = phraseOnly ? analyzed(text, language) : telling(text, language)
        return tokens.flatMap((token) => planWord(token, context))
      }),
    ),
  )
  const known = new Set(terms.map(({ word }) => word))
  const wanted = languages.flatMap((language) => telling(everything, language))
  return {
    parsed,
    languages,
    terms,
    unknownWords: [...new Set(wanted.map(({ word }) => word))].filter((word) => !known.has(word)),
    wantedWords: wordFinder(terms),
    required: parsed.phrases.flatMap((phrase) => requiredGroups(phrase, languages)),
    excluded: parsed.excludedWords.flatMap((word) =>
      languages.flatMap((language) => analyze(word, language).map(({ term }) => ({ language, term, weight: 1 }))),
    ),
    excludedPhrases: [
      ...parsed.excludedPhrases,
      ...parsed.excludedWords.filter((word) => languages.some((language) => analyze(word, language).length === 0)),
    ],
    pairs: new Map(languages.map((language) => [language, pairsOf(telling(parsed.words, language), rarity)])),
    stopWordPairs: new Map(
      [...onlyStopWords].map((language) => [
        language,
        stopWordGrams(
          tokenize(parsed.words).map((token) => token.text),
          language,
        ).map((gram) => gram.slice(1)),
      ]),
    ),
  }
}
