import { expect, it } from 'vitest'
import { abstentionScore, bestThreshold } from './abstention-score.ts'

const JUDGED = [
  { answerable: true, confidence: 0.9 },
  { answerable: true, confidence: 0.4 },
  { answerable: false, confidence: 0.6 },
  { answerable: false, confidence: 0.1 },
]

it('counts a refusal of an answerable question against abstaining, an answer to an impossible one against answering', () => {
  expect(abstentionScore(JUDGED, 0.5)).toEqual({
    abstaining: { precision: 0.5, recall: 0.5, f1: 0.5 },
    answering: { precision: 0.5, recall: 0.5, f1: 0.5 },
  })
})

it('finds the threshold that parts the two kinds best', () => {
  const separable = JUDGED.map(({ answerable }) => ({ answerable, confidence: answerable ? 0.8 : 0.3 }))
  const { abstaining, answering } = abstentionScore(separable, bestThreshold(separable))
  expect([abstaining.f1, answering.f1]).toEqual([1, 1])
})
