import { hashOf } from '../../../kernel/seeded-random.ts'
import { quantile } from '../../../kernel/statistics/quantile.ts'
import { dot } from './dot.ts'
import { REVIEW_SIMILARITY } from './likeness-links.ts'
import type { EntityForm } from './resolution.ts'

const SAMPLE = 1000
const PARTNERS = 40
const FEWEST_PAIRS = 300
const UNLIKE_SHARE = 0.5
const ALIKE_SHARE = 0.999

interface DrawnName {
  readonly key: string
  readonly type: EntityForm['type']
  readonly vector: Float32Array
  readonly order: number
}

/**
 * What a cosine of this model means, from names of the same type paired at random: half of them are at most at 0, one in a thousand
 * reaches the border of the review queue, equal vectors are at 1, with straight lines between. So 0.93 is as rare for a model whose
 * scores lie between 0.7 and 1 as for one that uses the whole scale. The names are drawn by their hashes: the same set gives the same
 * scale, and one more name moves it little. Null when there are too few names to tell: then meaning is not asked.
 */
export function calibrateSimilarity(
  forms: readonly EntityForm[],
  vector: (key: string) => Float32Array | undefined,
): ((cosine: number) => number) | null {
  const drawn = forms
    .flatMap(({ key, type }): DrawnName[] => {
      const its = vector(key)
      const isKnown = its?.some((value) => value !== 0) === true
      return isKnown ? [{ key, type, vector: its, order: hashOf(`calibration ${key}`) }] : []
    })
    .toSorted((one, other) => one.order - other.order || (one.key < other.key ? -1 : 1))
    .slice(0, SAMPLE)
  const ascending = cosinesOfPairs(drawn)
  if (ascending.length < FEWEST_PAIRS) return null
  const unlike = quantile(ascending, UNLIKE_SHARE)
  const alike = Math.max(quantile(ascending, ALIKE_SHARE), unlike + Number.EPSILON)
  return (cosine) => {
    if (cosine >= 1) return 1
    if (cosine >= alike) return REVIEW_SIMILARITY + ((cosine - alike) / (1 - alike)) * (1 - REVIEW_SIMILARITY)
    return Math.max(0, ((cosine - unlike) / (alike - unlike)) * REVIEW_SIMILARITY)
  }
}

/** Ascending, of names of the same type; each name with those that come next after some hashes of its own. */
function cosinesOfPairs(drawn: readonly DrawnName[]): Float64Array {
  const cosines = new Map<string, number>()
  for (const one of drawn) {
    for (let place = 0; place < PARTNERS; place++) {
      const other = firstFrom(drawn, hashOf(`partner ${place} ${one.key}`))
      if (other === undefined || one === other || one.type !== other.type) continue
      const pair = one.key < other.key ? `${one.key}\n${other.key}` : `${other.key}\n${one.key}`
      cosines.set(pair, cosines.get(pair) ?? dot(one.vector, other.vector))
    }
  }
  return Float64Array.from(cosines.values()).toSorted()
}

/** The name whose order is the least from `order` on, or the first of all. */
function firstFrom(drawn: readonly DrawnName[], order: number): DrawnName | undefined {
  let [low, high] = [0, drawn.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((drawn[middle]?.order ?? 0) < order) low = middle + 1
    else high = middle
  }
  return drawn[low] ?? drawn[0]
}
