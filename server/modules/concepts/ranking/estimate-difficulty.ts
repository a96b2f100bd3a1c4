import type { GatheredConcept, SectionCount } from './gather-concepts.ts'
import type { AnalysedDocument } from './ranked-concept.ts'

export interface DifficultyFacts {
  readonly concept: GatheredConcept
  readonly name: string
  readonly home: readonly SectionCount[]
  readonly firstMention: number
  readonly ordered: readonly AnalysedDocument[]
  readonly before: readonly number[]
  /** Per document and section. */
  readonly sentenceLengths: readonly (readonly SentenceCount[])[]
}

export interface SentenceCount {
  readonly characters: number
  readonly sentences: number
}

const LATE = 0.35
const LONG_SENTENCES = 0.3
const LONG_WORDS = 0.2
const RARE = 0.15

/**
 * An estimate from the text alone, 0 easy to 1 hard: .35 · how late the collection first mentions it + .3 · length of the sentences
 * around it (50 characters 0, 200 characters 1) + .2 · length of its words (4 letters 0, 14 letters 1) + .15 · share of documents
 * that do without it. Reasoned, not fitted: there were no labels.
 */
export function estimateDifficulty(facts: DifficultyFacts): number {
  const { concept, ordered, before, firstMention } = facts
  const words = (before.at(-1) ?? 0) + (ordered.at(-1)?.analysis.words ?? 0)
  const late = words === 0 ? 0 : firstMention / words
  const rare = ordered.length < 2 ? 0.5 : 1 - (concept.documents.size - 1) / (ordered.length - 1)
  const value =
    LATE * late +
    LONG_SENTENCES * between(sentenceLength(facts), 50, 200) +
    LONG_WORDS * between(wordLength(facts.name), 4, 14) +
    RARE * rare
  return Math.round(value * 1000) / 1000
}

const between = (value: number, low: number, high: number): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)))

/** Mean characters of the sentences in its home sections. */
function sentenceLength({ home, sentenceLengths: lengths }: DifficultyFacts): number {
  const counts = home.flatMap(({ document, section }) => lengths[document]?.[section] ?? [])
  const characters = counts.reduce((sum, count) => sum + count.characters, 0)
  const sentences = counts.reduce((sum, count) => sum + count.sentences, 0)
  return sentences === 0 ? 0 : characters / sentences
}

/** Sentences and their characters, per document and section. */
export function sentenceLengths(documents: readonly AnalysedDocument[]): SentenceCount[][] {
  return documents.map(({ analysis }) => {
    const counts = analysis.sections.map(() => ({ characters: 0, sentences: 0 }))
    for (const { section, start, end } of analysis.sentences) {
      const count = counts[section]
      if (count === undefined) continue
      count.characters += end - start
      count.sentences += 1
    }
    return counts
  })
}

function wordLength(name: string): number {
  const words = name.split(/[\s-]+/).filter((word) => word !== '')
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.length, 0) / words.length
}
