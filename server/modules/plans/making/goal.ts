import { analyze } from '../../../kernel/text/analyze.ts'

export interface GoalTerm {
  readonly term: string
  /** Rarer words say more about what is wanted. */
  readonly weight: number
}

/** One of the things that a goal names: "ownership and borrowing" names two. */
export interface GoalPart {
  readonly words: string
  /** As a language's documents are analysed; the same list for the same language. */
  termsIn(language: string): readonly GoalTerm[]
}

/** Says that somebody wants to learn, not what: left out where other words are left. */
const FRAME = new Set(
  `understand understanding learn learning know knowing master mastering study studying explain explore basics basic
fundamentals foundations introduction intro overview beginner beginners advanced course topic topics exam prepare preparation
everything want become familiar deeply thoroughly chapter chapters
lernen erlernen verstehen kennen kennenlernen können beherrschen begreifen üben wiederholen grundlagen einführung einstieg
überblick anfänger fortgeschrittene kurs thema themen prüfung klausur vorbereiten vorbereitung kapitel alles gründlich möchte
will`.split(/\s+/u),
)
const AND = /\b(?:and|or|und|oder|sowie|et|ou|y|e)\b|[,;/&+:()]/iu
const UNKNOWN_WORD_WEIGHT = 1

/**
 * Reads a goal in words.
 * @param weightOf inverse document frequency of a normalised word; null for one that the library does not have
 */
export function readGoal(goal: string, weightOf: (word: string) => number | null): GoalPart[] {
  const named = goal.split(AND).filter((words) => wordsOf(words).length > 0)
  const parts = named.map((words) => partOf(words, weightOf))
  // "learn this and that" names no thing at all by these rules: then every word counts.
  return parts.length > 0 || goal.trim() === '' ? parts : [partOf(goal, weightOf)]
}

function wordsOf(text: string): string[] {
  return analyze(text, 'und')
    .map(({ word }) => word)
    .filter((word) => !FRAME.has(word))
}

function partOf(words: string, weightOf: (word: string) => number | null): GoalPart {
  const byLanguage = new Map<string, readonly GoalTerm[]>()
  return {
    words: words.trim(),
    termsIn(language) {
      const known = byLanguage.get(language)
      if (known !== undefined) return known
      const terms = termsOf(words, language, weightOf)
      byLanguage.set(language, terms)
      return terms
    },
  }
}

function termsOf(words: string, language: string, weightOf: (word: string) => number | null): GoalTerm[] {
  const all = new Map<string, GoalTerm & { readonly framing: boolean }>()
  for (const { term, word } of analyze(words, language)) {
    all.set(term, { term, weight: weightOf(word) ?? UNKNOWN_WORD_WEIGHT, framing: FRAME.has(word) })
  }
  const telling = [...all.values()].filter(({ framing }) => !framing)
  return (telling.length > 0 ? telling : [...all.values()]).map(({ term, weight }) => ({ term, weight }))
}

/** Share of a part's weight whose terms are in the set: 1 when all are. */
export function coverage(terms: readonly GoalTerm[], present: ReadonlySet<string>): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return 0
  return terms.reduce((sum, { term, weight }) => sum + (present.has(term) ? weight : 0), 0) / total
}
