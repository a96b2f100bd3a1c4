import { hashOf, randomFor } from '../../../kernel/seeded-random.ts'
import { quantile } from '../../../kernel/statistics/quantile.ts'
import { REVIEW_SIMILARITY } from './likeness-links.ts'
import type { EntityForm } from './resolution.ts'

const SAMPLE = 1000
const PAIRS = 40_000
const FEWEST_PAIRS = 300
const UNLIKE_SHARE = 0.5
const ALIKE_SHARE = 0.999
/** Similarity of names that are as alike as two random ones. */
const UNLIKE_SIMILARITY = 0

/**
 * What a cosine of this model means, from names of the same type paired at random: half of them are at most at 0, one in a thousand
 * reaches the border of the review queue, equal vectors are at 1, with straight lines between. So 0.93 is as rare for a model whose
 * scores lie between 0.7 and 1 as for one that uses the whole scale. The names are drawn by their hashes: the same set gives the same
 * scale, and one more name moves it little. Null when there are too few names to tell.
 */
export function calibrateSimilarity(
  forms: readonly EntityForm[],
  vector: (key: string) => Float32Array | undefined,
): ((cosine: number) => number) | null {
  const drawn = forms
    .flatMap(({ key, type }) => {
      const its = vector(key)
      return its?.some((value) => value !== 0) === true
        ? [{ key, type, vector: its, order: hashOf(`calibration ${key}`) }]
        : []
    })
    .toSorted((one, other) => one.order - other.order || (one.key < other.key ? -1 : 1))
    .slice(0, SAMPLE)
  const random = randomFor(drawn.length, 'pairs of names')
  const cosines: number[] = []
  for (let pair = 0; pair < PAIRS && drawn.length > 1; pair++) {
    const one = drawn[Math.floor(random() * drawn.length)]
    const other = drawn[Math.floor(random() * drawn.length)]
    if (one === undefined || other === undefined || one === other || one.type !== other.type) continue
    cosines.push(one.vector.reduce((sum, value, at) => sum + value * (other.vector[at] ?? 0), 0))
  }
  if (cosines.length < FEWEST_PAIRS) return null
  const ascending = Float64Array.from(cosines).toSorted()
  const unlike = quantile(ascending, UNLIKE_SHARE)
  const alike = Math.max(quantile(ascending, ALIKE_SHARE), unlike + Number.EPSILON)
  return (cosine) => {
    if (cosine >= 1) return 1
    if (cosine >= alike) return REVIEW_SIMILARITY + ((cosine - alike) / (1 - alike)) * (1 - REVIEW_SIMILARITY)
    return Math.max(UNLIKE_SIMILARITY, ((cosine - unlike) / (alike - unlike)) * REVIEW_SIMILARITY)
  }
}
