import type { KeywordTermStatistics } from '../../ports/keyword-index.ts'

/** k1: how soon repetition stops to count. b: how much long chunks are held back. */
export interface Bm25Parameters {
  readonly k1: number
  readonly b: number
}

/** Weighted frequencies and lengths are kept in eighths, so that sums of them are exact in any order. */
const UNITS_PER_ONE = 8
export const UNIT = 1 / UNITS_PER_ONE

// Every part of a score is a multiple of 2^-30, so that adding them is exact and their order cannot change the sum.
const GRAIN = 2 ** -30
const ROUNDER = 1.5 * 2 ** 22

/** Weighted frequency in eighths, at least one. */
export function frequencyUnits(frequency: number): number {
  return Math.max(1, Math.round(frequency * UNITS_PER_ONE))
}

export function roundedLength(length: number): number {
  return Math.round(length * UNITS_PER_ONE) * UNIT
}

/** What a term's part of a score is made of, worked out once per query. */
export interface TermScoring {
  /** weight · idf · (k1 + 1) */
  readonly factor: number
  /** k1 · (1 − b) */
  readonly base: number
  /** k1 · b / average length */
  readonly slope: number
}

/**
 * idf = ln(1 + (N − df + ½) / (df + ½)), never negative.
 * Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, with Lucene's idf.
 */
export function termScoring(weight: number, statistics: KeywordTermStatistics, { k1, b }: Bm25Parameters): TermScoring {
  const { documentFrequency, chunkCount, averageLength } = statistics
  const idf = Math.log(1 + (chunkCount - documentFrequency + 0.5) / (documentFrequency + 0.5))
  return {
    factor: weight * idf * (k1 + 1),
    base: k1 * (1 - b),
    slope: averageLength > 0 ? (k1 * b) / averageLength : 0,
  }
}

/** One term's part of the score of a chunk: a positive multiple of 2^-30. */
export function termScore({ factor, base, slope }: TermScoring, frequency: number, length: number): number {
  return (factor * frequency) / (frequency + base + slope * length) + ROUNDER - ROUNDER + GRAIN
}

/** At least `termScore` for every posting whose frequency / (frequency + base + slope · length) is at most `impact`. */
export function scoreBound(factor: number, impact: number): number {
  return factor * impact * (1 + 1e-6) + 4 * GRAIN
}
