import { candidatePairs } from './candidate-pairs.ts'
import { dot } from './dot.ts'
import type { Findings } from './link.ts'
import { standsWith, STRENGTH } from './link.ts'
import type { NameFeatures } from './name-features.ts'
import type { NameVectors } from './resolution.ts'
import { typesAgree } from './types-agree.ts'
import { alignWords, type WordAlignment, type WordLikeness } from './word-alignment.ts'

/** Calibrated similarity from which a pair is shown for review. See `calibrateSimilarity`. */
export const REVIEW_SIMILARITY = 0.85

/**
 * Names that are alike in letters and in meaning. Meaning alone merges nothing: each word must have its like in the other name, and
 * nothing may tell the two apart. Without a model that is asked, and nothing is merged.
 */
export function likenessLinks(
  names: readonly NameFeatures[],
  vectors: NameVectors | null,
  mergeSimilarity: number,
): Findings {
  const findings: Findings = { links: [], doubts: [] }
  const borders = { merge: mergeSimilarity, review: Math.min(REVIEW_SIMILARITY, mergeSimilarity), uses: usesOf(names) }
  const vectorOf = names.map(({ form }) => usable(vectors?.vector(form.key)))
  for (const [first, second] of candidatePairs(names, vectorOf)) {
    const one = names[first]
    const other = names[second]
    if (one === undefined || other === undefined || !typesAgree(one.form.type, other.form.type)) continue
    const [a, b] = [vectorOf[first], vectorOf[second]]
    const similarity = vectors === null || a === undefined || b === undefined ? null : vectors.calibrated(dot(a, b))
    addPair({ one, other, similarity }, borders, findings)
  }
  return findings
}

function usesOf(names: readonly NameFeatures[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { stems } of names) for (const stem of new Set(stems)) uses.set(stem, (uses.get(stem) ?? 0) + 1)
  return uses
}

/** A name of which the model knows no part has no direction. */
function usable(vector: Float32Array | undefined): Float32Array | undefined {
  return vector?.some((value) => value !== 0) === true ? vector : undefined
}

interface Pair {
  readonly one: NameFeatures
  readonly other: NameFeatures
  readonly similarity: number | null
}

interface Borders {
  readonly merge: number
  readonly review: number
  /** In how many names a word stands. */
  readonly uses: ReadonlyMap<string, number>
}

function addPair(pair: Pair, borders: Borders, { links, doubts }: Findings): void {
  const { one, other, similarity } = pair
  if (areNamesOfPersons(one, other)) return
  const means = similarity !== null && similarity >= borders.review
  // Most pairs end here: neither letters nor meaning bring them together.
  if (!means && one.stems.length !== other.stems.length) return
  const words = alignWords(one, other)
  // The same words in the same order are a matter of spelling: what differs are words that mean nothing ("to_string", "String").
  if (words.opposed || words.likeness === 'same') return
  const alike = words.likeness !== 'partial' && one.form.language === other.form.language
  if (alike && similarity !== null && similarity >= borders.merge && mayMerge(pair, words)) {
    links.push({ one, other, reason: 'similarity', strength: STRENGTH.similarity * similarity, similarity })
    return
  }
  const reasons = alike || means ? reasonsOf(pair, words, borders) : []
  if (reasons.length > 0) doubts.push({ one, other, similarity, score: scoreOf(words, similarity), reasons })
}

/** They have rules of their own: see `personLinks`. */
const areNamesOfPersons = (one: NameFeatures, other: NameFeatures): boolean =>
  one.person !== null && other.person !== null && (one.form.type === 'person' || other.form.type === 'person')

const RAREST_SLIP = 2
const SLIP_RATIO = 8

/**
 * Whether likeness of letters and meaning is enough. Names of things and persons ("University of Miami", "Miami University", "Korea",
 * "Korean") differ by what little differs, and a name of unknown type is merged by its letters alone. Terms may be turned round, or
 * have an adjective for a noun; other letters ("synapsis", "synapsid") are a slip of the pen only where they are rare and the right
 * ones are not.
 */
function mayMerge({ one, other }: Pair, { likeness }: WordAlignment): boolean {
  if (one.form.type !== 'concept' || other.form.type !== 'concept') return false
  if (likeness === 'turned' || likeness === 'derived') return true
  const [rarer, usual] = [one.form.mentions, other.form.mentions].toSorted((left, right) => left - right)
  return (
    likeness === 'slip' &&
    rarer !== undefined &&
    usual !== undefined &&
    rarer <= RAREST_SLIP &&
    usual >= SLIP_RATIO * rarer
  )
}

const LETTERS: Readonly<Record<WordLikeness, number>> = {
  same: 1,
  turned: 1,
  derived: 0.9,
  slip: 0.9,
  mixed: 0.7,
  partial: 0,
}

function scoreOf({ jaccard, likeness }: WordAlignment, similarity: number | null): number {
  const letters = likeness === 'partial' ? jaccard : LETTERS[likeness]
  return similarity === null ? 0.6 * letters : 0.6 * similarity + 0.3 * letters
}

/** A word that more names have makes a series of them: "peptide hormone", "growth hormone". What they differ in is what they are. */
const LARGEST_SERIES = 4

/**
 * A term with a word more is a kind of what the shorter names ("codon", "stop codon"), and no question. A name with a word more may be the
 * whole name, where the shorter is only used beside it ("Spurs", "San Antonio Spurs").
 */
function mayBeShortFor(one: NameFeatures, other: NameFeatures): boolean {
  if (one.form.type !== other.form.type || one.form.type === 'concept') return false
  const [short, long] = one.stems.length < other.stems.length ? [one, other] : [other, one]
  return standsWith(short, [long])
}

/** Of short forms and of names of unknown things, a model knows little but their letters. */
const areWords = (one: NameFeatures, other: NameFeatures): boolean =>
  one.form.type === other.form.type && one.form.type !== 'name' && one.acronym === null && other.acronym === null

/** What speaks for one thing; empty when it is too little to ask. */
function reasonsOf({ one, other, similarity }: Pair, words: WordAlignment, { merge, uses }: Borders): string[] {
  const meaning =
    similarity !== null && similarity >= Math.min(REVIEW_SIMILARITY, merge) ? ['They mean much the same.'] : []
  if (words.jaccard === 1) return ['They are the same words in another order.', ...meaning]
  if (words.likeness !== 'partial') return ['Their words are almost the same.', ...meaning]
  if (words.jaccard === 0) return similarity !== null && similarity >= merge && areWords(one, other) ? meaning : []
  if (words.onlyFirst.length === 0 || words.onlySecond.length === 0) {
    return mayBeShortFor(one, other) ? ['The shorter name may stand for the longer.', ...meaning] : []
  }
  const shared = one.stems.filter((stem) => other.stems.includes(stem))
  const rarest = Math.min(...shared.map((stem) => uses.get(stem) ?? 0))
  return rarest <= LARGEST_SERIES ? ['They share words that few names have.', ...meaning] : []
}
