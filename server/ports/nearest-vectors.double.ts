import { expect } from 'vitest'
import { inDocument, isReached } from './search-reach.double.ts'
import type { VectorEntry, VectorHit, VectorQuery } from './vector-index.ts'

/** An index's products may differ so much from exact ones. */
export const TOLERANCE = 1e-4

/** Vectors of unit length in some clusters, the same for the same seed. */
export function clusteredVectors(count: number, dimensions: number, seed: number): Float32Array[] {
  let state = (seed * 2654435761 + 1) >>> 0 || 1
  const uniform = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const normal = (): number => (uniform() + uniform() + uniform() + uniform() - 2) * 1.7
  const random = (): Float32Array => Float32Array.from({ length: dimensions }, normal)
  const centers = Array.from({ length: Math.ceil(count / 40) }, random)
  return Array.from({ length: count }, () => {
    const center = centers[Math.floor(uniform() * centers.length)]
    return unit(random().map((value, at) => 0.6 * value + (center?.[at] ?? 0)))
  })
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / length)
}

/** The nearest by definition: what every index has to agree with. */
export function exactHits(entries: readonly VectorEntry[], query: VectorQuery): VectorHit[] {
  return entries
    .filter((entry) => isReached(entry, query))
    .map(({ chunkId, vector }) => ({
      chunkId,
      score: vector.reduce((sum, value, at) => sum + value * (query.vector[at] ?? 0), 0),
    }))
    .toSorted((one, other) => other.score - one.score || one.chunkId - other.chunkId)
    .slice(0, query.limit)
}

/** Scores agree place by place, and so do chunks wherever scores are far enough apart to tell. */
export function expectNearest(got: readonly VectorHit[], entries: readonly VectorEntry[], query: VectorQuery): void {
  const wanted = exactHits(entries, { ...query, limit: query.limit + 1 })
  const isClose = (score: number, other: VectorHit | undefined): boolean =>
    other !== undefined && other.score !== score && Math.abs(other.score - score) < 2 * TOLERANCE
  const told = wanted.slice(0, query.limit).map(({ chunkId, score }, place) => {
    const hit = got[place]
    const isTied = isClose(score, wanted[place - 1]) || isClose(score, wanted[place + 1])
    return {
      wanted: chunkId,
      got: isTied ? chunkId : hit?.chunkId,
      isRight: Math.abs((hit?.score ?? Number.NaN) - score) < TOLERANCE,
    }
  })
  expect(got).toHaveLength(told.length)
  expect(told).toEqual(told.map((one) => ({ wanted: one.wanted, got: one.wanted, isRight: true })))
}

export const DIMENSIONS = 24
export const POOL = clusteredVectors(60, DIMENSIONS, 7)
export const pooled = (at: number): Float32Array => POOL[at % POOL.length] ?? new Float32Array(DIMENSIONS)

export const entriesOf = (documentId: string, firstChunk: number, vectors: readonly Float32Array[]): VectorEntry[] =>
  vectors.map((vector, at) => ({ chunkId: firstChunk + at, ...inDocument(documentId), vector }))
