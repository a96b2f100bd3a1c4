import { z } from 'zod'
import { type Test, valuesOf } from './imitated-filter.ts'
import type { ImitatedPoint, PointId } from './imitated-point.ts'

const SparseValue = z.strictObject({ indices: z.array(z.number()), values: z.array(z.number()) })
const Point = z.strictObject({
  id: z.union([z.number().int().min(0), z.uuid()]),
  vector: z.record(z.string(), z.union([z.array(z.number()), SparseValue])),
  payload: z.record(z.string(), z.unknown()).optional(),
})

export interface Scored {
  readonly id: PointId
  readonly score: number
}

/** A cosine collection keeps vectors of unit length. */
function unit(values: readonly number[]): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  return Float32Array.from(values, (value) => (length === 0 ? 0 : value / length))
}

/** Best first; equal ones in an order that nobody should rely on. */
export function bestFirst(scored: readonly Scored[]): Scored[] {
  const place = (id: PointId): number => (typeof id === 'number' ? id : 0)
  return scored.toSorted((one, other) => other.score - one.score || place(other.id) - place(one.id))
}

/** The points of one collection and what is worked out from them, in single precision as on a server. */
export class ImitatedPoints {
  readonly #dimensions: ReadonlyMap<string, number>
  readonly #sparse: ReadonlyMap<string, { readonly idf: boolean }>
  readonly #points = new Map<PointId, ImitatedPoint>()
  /** Per sparse vector and place: the weights of the points that have one. */
  readonly #postings = new Map<string, Map<number, Map<PointId, number>>>()

  constructor(dimensions: ReadonlyMap<string, number>, sparse: ReadonlyMap<string, { readonly idf: boolean }>) {
    this.#dimensions = dimensions
    this.#sparse = sparse
    for (const name of sparse.keys()) this.#postings.set(name, new Map())
  }

  get size(): number {
    return this.#points.size
  }

  all(): ImitatedPoint[] {
    return [...this.#points.values()]
  }

  get(id: PointId): ImitatedPoint | undefined {
    return this.#points.get(id)
  }

  upsert(value: unknown): void {
    const { id, vector, payload = {} } = Point.parse(value)
    const dense = new Map<string, Float32Array>()
    const sparse = new Map<string, Map<number, number>>()
    for (const [name, values] of Object.entries(vector)) {
      if (Array.isArray(values)) {
        const wanted = this.#dimensions.get(name)
        if (wanted !== values.length) throw new Error(`Wrong input: ${values.length} dimensions, not ${wanted}`)
        dense.set(name, unit(values))
      } else {
        if (!this.#sparse.has(name)) throw new Error(`Wrong input: Not existing vector name error: ${name}`)
        const weights = new Map(
          values.indices.map((place, at) => [place, Math.fround(values.values[at] ?? Number.NaN)]),
        )
        if (weights.size !== values.values.length) throw new Error('Validation error: indices must be unique')
        sparse.set(name, weights)
      }
    }
    this.delete(id)
    this.#points.set(id, { id, dense, sparse, payload })
    for (const [name, weights] of sparse) {
      for (const [place, weight] of weights) {
        const postings = this.#postings.get(name) ?? new Map<number, Map<PointId, number>>()
        const list = postings.get(place) ?? new Map<PointId, number>()
        postings.set(place, list.set(id, weight))
      }
    }
  }

  delete(id: PointId): void {
    const point = this.#points.get(id)
    if (point === undefined) return
    this.#points.delete(id)
    for (const [name, weights] of point.sparse) {
      const postings = this.#postings.get(name)
      for (const place of weights.keys()) postings?.get(place)?.delete(id)
    }
  }

  /** Cosine with every point. */
  nearestDense(name: string, values: readonly number[], passes: Test): Scored[] {
    if (this.#dimensions.get(name) !== values.length) throw new Error('Wrong input: Vector dimension error')
    const query = unit(values)
    const scored: Scored[] = []
    for (const point of this.#points.values()) {
      const vector = point.dense.get(name)
      if (vector === undefined || !passes(point)) continue
      let sum = 0
      for (let at = 0; at < query.length; at += 1) sum += (query[at] ?? 0) * (vector[at] ?? 0)
      scored.push({ id: point.id, score: Math.fround(sum) })
    }
    return scored
  }

  /** Dot product with the points that share a place; with `idf` weights count by ln(1 + (N − df + ½) / (df + ½)). */
  nearestSparse(name: string, query: unknown, passes: Test): Scored[] {
    const { indices, values } = SparseValue.parse(query)
    const settings = this.#sparse.get(name)
    if (settings === undefined) throw new Error(`Wrong input: Not existing vector name error: ${name}`)
    const count = this.all().filter((point) => (point.sparse.get(name)?.size ?? 0) > 0).length
    const scores = new Map<PointId, number>()
    for (const [at, place] of indices.entries()) {
      const postings = this.#postings.get(name)?.get(place) ?? new Map<PointId, number>()
      const idf = settings.idf ? Math.log(1 + (count - postings.size + 0.5) / (postings.size + 0.5)) : 1
      const weight = Math.fround((values[at] ?? 0) * idf)
      for (const [id, own] of postings) scores.set(id, Math.fround((scores.get(id) ?? 0) + Math.fround(weight * own)))
    }
    return [...scores].flatMap(([id, score]) => {
      const point = this.#points.get(id)
      return point !== undefined && passes(point) ? [{ id, score }] : []
    })
  }

  facet(field: string, passes: Test): Map<unknown, number> {
    const counts = new Map<unknown, number>()
    for (const point of this.#points.values()) {
      if (!passes(point)) continue
      for (const value of new Set(valuesOf(point, field))) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    return counts
  }
}
