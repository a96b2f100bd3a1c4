import { expect, it } from 'vitest'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'
import { calibrateSimilarity } from './calibrate-similarity.ts'
import type { EntityForm } from './resolution.ts'

const forms = Array.from({ length: 400 }, (_, at): EntityForm => ({
  key: `en:${at}`,
  name: `name ${at}`,
  type: at % 3 === 0 ? 'person' : 'concept',
  language: 'en',
  mentions: 1,
  documents: ['one'],
  conceptId: null,
}))

/** A model whose vectors all have `shared` of one direction, as some have: their cosines lie near 1. */
function model(shared: number): (key: string) => Float32Array {
  const made = new Map(forms.map(({ key }) => [key, vectorOf(shared, key)]))
  return (key) => made.get(key) ?? new Float32Array()
}

function vectorOf(shared: number, key: string): Float32Array {
  const random = randomFor(1, key)
  const own = Float32Array.from({ length: 32 }, () => random() + random() - 1)
  own[0] = shared
  const length = Math.hypot(...own)
  return own.map((value) => value / length)
}

function cosinesOf(vector: (key: string) => Float32Array): number[] {
  return forms.flatMap((one, at) =>
    forms
      .slice(at + 1, at + 40)
      .map((other) => vector(one.key).reduce((sum, value, place) => sum + value * (vector(other.key)[place] ?? 0), 0)),
  )
}

it('gives the same similarity the same rarity, whatever the scale of a model', () => {
  for (const shared of [0, 4]) {
    const calibrated = calibrateSimilarity(forms, model(shared))
    const cosines = cosinesOf(model(shared))
    const similar = cosines.filter((cosine) => (calibrated?.(cosine) ?? 0) >= 0.85)
    expect(similar.length / cosines.length).toBeLessThan(0.003)
    expect(calibrated?.(1)).toBe(1)
    expect(calibrated?.(-1)).toBe(0)
  }
})

it('grows with the cosine', () => {
  const calibrated = calibrateSimilarity(forms, model(1))
  const scale = Array.from({ length: 201 }, (_, at) => calibrated?.(at / 100 - 1) ?? Number.NaN)
  expect(scale).toEqual(scale.toSorted((one, other) => one - other))
})

it('is the same for the same names in any order', () => {
  const turned = calibrateSimilarity(shuffled(forms, randomFor(2, 'order')), model(1))
  expect(turned?.(0.7)).toBe(calibrateSimilarity(forms, model(1))?.(0.7))
})

it('says nothing of a few names', () => {
  expect(calibrateSimilarity(forms.slice(0, 5), model(1))).toBeNull()
})
