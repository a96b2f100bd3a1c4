import type { Progress } from '@learnpath/contracts'

/** A review of a card that was known before, on a later day. */
export interface PredictedReview {
  readonly predicted: number
  readonly recalled: boolean
}

const BINS = 10
const LOWEST = 0.5

/** Recall as predicted against recall as it was; in steps of .05 from .5 upwards, with one bin for all below. */
export function reportRetention(reviews: readonly PredictedReview[]): Progress['retention'] {
  const bins = Array.from({ length: BINS + 1 }, () => ({ predicted: 0, recalled: 0, reviews: 0 }))
  const total = { predicted: 0, recalled: 0, reviews: 0 }
  for (const { predicted, recalled } of reviews) {
    const place = Math.min(BINS, Math.max(0, Math.floor(((predicted - LOWEST) / (1 - LOWEST)) * BINS + 1e-9) + 1))
    for (const sum of [bins[place], total]) {
      if (sum === undefined) continue
      sum.predicted += predicted
      sum.recalled += recalled ? 1 : 0
      sum.reviews += 1
    }
  }
  const mean = (sum: typeof total) => ({
    predicted: sum.predicted / sum.reviews,
    actual: sum.recalled / sum.reviews,
    reviews: sum.reviews,
  })
  return {
    ...(total.reviews === 0 ? { predicted: null, actual: null, reviews: 0 } : mean(total)),
    byPrediction: bins.filter((bin) => bin.reviews > 0).map((bin) => mean(bin)),
  }
}
