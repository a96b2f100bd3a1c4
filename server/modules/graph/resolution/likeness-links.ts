import { candidatePairs } from './candidate-pairs.ts'
import type { Findings } from './link.ts'
import { STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import type { NameVectors } from './resolution.ts'
import { typesAgree } from './types-agree.ts'
import { alignWords, type WordAlignment } from './word-alignment.ts'

/** Calibrated similarity from which a pair is shown for review. See `calibrateSimilarity`. */
export const REVIEW_SIMILARITY = 0.85

/**
 * Names that are alike in letters and in meaning. Meaning alone merges nothing: each word must have its like in the other name, and
 * nothing may tell the two apart.
 */
export function likenessLinks(
  names: readonly NameFeatures[],
  vectors: NameVectors | null,
  mergeSimilarity: number,
): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const vectorOf = names.map(({ form }) => usable(vectors?.vector(form.key)))
  for (const [first, second] of candidatePairs(names, vectorOf)) {
    const one = names[first]
    const other = names[second]
    if (one === undefined || other === undefined || !typesAgree(one.form.type, other.form.type)) continue
    const [a, b] = [vectorOf[first], vectorOf[second]]
    const similarity = vectors === null || a === undefined || b === undefined ? null : vectors.calibrated(dot(a, b))
    addPair({ one, other, similarity }, mergeSimilarity, findings)
  }
  return findings
}

/** A name of which the model knows no part has no direction. */
function usable(vector: Float32Array | undefined): Float32Array | undefined {
  return vector?.some((value) => value !== 0) === true ? vector : undefined
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

interface Pair {
  readonly one: NameFeatures
  readonly other: NameFeatures
  readonly similarity: number | null
}

function addPair(pair: Pair, mergeSimilarity: number, { links, doubts }: Findings): void {
  const { one, other, similarity } = pair
  if (areNamesOfPersons(one, other)) return
  const reviewFrom = Math.min(REVIEW_SIMILARITY, mergeSimilarity)
  // Most pairs end here: neither letters nor meaning bring them together.
  if (similarity !== null && similarity < reviewFrom && one.stems.length !== other.stems.length) return
  const words = alignWords(one, other)
  if (words.opposed) return
  const alike = words.complete && one.form.language === other.form.language
  if (alike && similarity !== null && similarity >= mergeSimilarity && mayMerge(pair, words)) {
    links.push({ one, other, reason: 'similarity', strength: STRENGTH.similarity * similarity, similarity })
  } else if (alike || (similarity !== null && similarity >= reviewFrom)) {
    doubts.push({
      one,
      other,
      similarity,
      score: scoreOf(words, similarity),
      reasons: reasonsOf(words, similarity, reviewFrom),
    })
  }
}

/** They have rules of their own: see `personLinks`. */
const areNamesOfPersons = (one: NameFeatures, other: NameFeatures): boolean =>
  one.person !== null && other.person !== null && (one.form.type === 'person' || other.form.type === 'person')

/**
 * Names of unknown type are merged by their letters alone, and names of things ("University of Miami", "Miami University") only with
 * their words in the same order.
 */
const mayMerge = ({ one, other }: Pair, { sameOrder }: WordAlignment): boolean =>
  one.form.type === other.form.type && (sameOrder || one.form.type === 'concept')

function scoreOf({ jaccard, complete }: WordAlignment, similarity: number | null): number {
  const letters = complete ? 1 : jaccard
  return similarity === null ? 0.6 * letters : 0.6 * similarity + 0.3 * letters
}

function reasonsOf({ complete, jaccard }: WordAlignment, similarity: number | null, reviewFrom: number): string[] {
  return [
    ...(jaccard === 1 ? ['They are the same words.'] : []),
    ...(complete && jaccard < 1 ? ['Their words are almost the same.'] : []),
    ...(!complete && jaccard > 0 ? ['They share words.'] : []),
    ...(similarity !== null && similarity >= reviewFrom ? ['They mean much the same.'] : []),
  ]
}
