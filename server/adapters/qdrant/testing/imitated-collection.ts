import { z } from 'zod'
import { distributionFusion, reciprocalRanks } from './imitated-fusion.ts'
import { filterTest } from './imitated-filter.ts'
import type { ImitatedPoint, PointId } from './imitated-point.ts'
import { bestFirst, ImitatedPoints, type Scored } from './imitated-points.ts'

const Definition = z.looseObject({
  vectors: z.record(z.string(), z.looseObject({ size: z.number(), distance: z.literal('Cosine') })).optional(),
  sparse_vectors: z.record(z.string(), z.looseObject({ modifier: z.enum(['none', 'idf']).optional() })).optional(),
  shard_number: z.number().optional(),
  replication_factor: z.number().optional(),
})
const Ids = z.array(z.union([z.number(), z.string()]))
const Wanted = z.union([z.boolean(), z.array(z.string())]).nullish()
const Leg = z.strictObject({
  query: z.union([z.array(z.number()), z.looseObject({})]),
  using: z.string().optional(),
  filter: z.unknown().optional(),
  limit: z.number().int().min(1).optional(),
  params: z.unknown().optional(),
})
const Query = Leg.extend({ prefetch: z.array(Leg).optional(), with_payload: Wanted, with_vector: Wanted })
const Operation = z.union([
  z.strictObject({ upsert: z.strictObject({ points: z.array(z.unknown()) }) }),
  z.strictObject({ delete: z.strictObject({ filter: z.unknown() }) }),
])

type Selection = z.output<typeof Wanted>

const chosen = (all: Readonly<Record<string, unknown>>, wanted: Selection) =>
  Array.isArray(wanted) ? Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) : all

function vectorsOf({ dense, sparse }: ImitatedPoint): Record<string, unknown> {
  return {
    ...Object.fromEntries([...dense].map(([name, values]) => [name, [...values]])),
    ...Object.fromEntries(
      [...sparse].map(([name, weights]) => [name, { indices: [...weights.keys()], values: [...weights.values()] }]),
    ),
  }
}

const shown = (point: ImitatedPoint, payload: Selection, vector: Selection) => ({
  id: point.id,
  ...(payload !== false && payload !== null && payload !== undefined && { payload: chosen(point.payload, payload) }),
  ...(vector !== false && vector !== null && vector !== undefined && { vector: chosen(vectorsOf(point), vector) }),
})

/** One collection: what its requests answer. Methods throw what a server answers with 400. */
export class ImitatedCollection {
  readonly #definition: z.output<typeof Definition>
  readonly #points: ImitatedPoints
  readonly #indexed = new Set<string>()
  #operations = 0

  constructor(definition: unknown) {
    this.#definition = Definition.parse(definition)
    const { vectors = {}, sparse_vectors: sparse = {} } = this.#definition
    this.#points = new ImitatedPoints(
      new Map(Object.entries(vectors).map(([name, { size }]) => [name, size])),
      new Map(Object.entries(sparse).map(([name, { modifier }]) => [name, { idf: modifier === 'idf' }])),
    )
  }

  info(): unknown {
    const { quantization_config: quantization, ...params } = this.#definition
    return {
      status: 'green',
      optimizer_status: 'ok',
      segments_count: 1,
      points_count: this.#points.size,
      indexed_vectors_count: 0,
      config: {
        params,
        ...(quantization !== undefined && { quantization_config: quantization }),
        hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000 },
        optimizer_config: {
          deleted_threshold: 0.2,
          vacuum_min_vector_number: 1000,
          default_segment_number: 0,
          flush_interval_sec: 5,
        },
      },
      payload_schema: {},
    }
  }

  index(field: string): unknown {
    this.#indexed.add(field)
    return this.#done()
  }

  change(operations: unknown): unknown[] {
    return z
      .array(Operation)
      .parse(operations)
      .map((operation) => {
        if ('upsert' in operation) for (const point of operation.upsert.points) this.#points.upsert(point)
        else this.#delete(operation.delete.filter)
        return this.#done()
      })
  }

  query(body: unknown): { points: unknown[] } {
    const { prefetch = [], query, limit = 10, with_payload: payload, with_vector: vector, ...leg } = Query.parse(body)
    const fusion = 'fusion' in query ? query['fusion'] : null
    const legs = prefetch.map((one) => this.#best(one))
    const fuse = fusion === 'dbsf' ? distributionFusion : reciprocalRanks
    const found = fusion === null ? this.#best({ ...leg, query, limit }) : fuse(legs).slice(0, limit)
    return {
      points: found.flatMap(({ id, score }) => {
        const point = this.#points.get(id)
        return point === undefined ? [] : [{ ...shown(point, payload, vector), version: this.#operations, score }]
      }),
    }
  }

  count({ filter }: { readonly filter?: unknown }): { count: number } {
    return { count: this.#points.all().filter(filterTest(filter, this.#indexed)).length }
  }

  facet(body: unknown): { hits: unknown[] } {
    const { key, limit, filter } = z
      .strictObject({ key: z.string(), limit: z.number().min(1), exact: z.boolean(), filter: z.unknown().optional() })
      .parse(body)
    if (!this.#indexed.has(key)) throw new Error(`Bad request: Index required but not found for "${key}"`)
    const counts = [...this.#points.facet(key, filterTest(filter, this.#indexed))]
    const hits = counts.toSorted(([, one], [, other]) => other - one).map(([value, count]) => ({ value, count }))
    return { hits: hits.slice(0, limit) }
  }

  retrieve(body: unknown): unknown[] {
    const {
      ids,
      with_payload: payload,
      with_vector: vector,
    } = z.strictObject({ ids: Ids, with_payload: Wanted, with_vector: Wanted }).parse(body)
    return ids.flatMap((id) => {
      const point = this.#points.get(id)
      return point === undefined ? [] : [shown(point, payload, vector)]
    })
  }

  /** For tests: everything that is kept. */
  dump(): string {
    return JSON.stringify(this.#points.all().map((point) => shown(point, true, true)))
  }

  /** For tests: loses a point. */
  lose(id: PointId): void {
    this.#points.delete(id)
  }

  /** For tests: as if its points had been written without these fields. */
  forget(fields: readonly string[]): void {
    for (const point of this.#points.all()) {
      const payload = Object.fromEntries(Object.entries(point.payload).filter(([name]) => !fields.includes(name)))
      const vector = vectorsOf(point)
      this.#points.upsert({ id: point.id, vector, payload })
    }
  }

  #best({ query, using = '', filter, limit = 10 }: z.output<typeof Leg>): Scored[] {
    const passes = filterTest(filter, this.#indexed)
    const scored = Array.isArray(query)
      ? this.#points.nearestDense(using, query, passes)
      : this.#points.nearestSparse(using, query, passes)
    return bestFirst(scored).slice(0, limit)
  }

  #delete(filter: unknown): void {
    const passes = filterTest(filter, this.#indexed)
    for (const point of this.#points.all()) if (passes(point)) this.#points.delete(point.id)
  }

  #done(): unknown {
    this.#operations += 1
    return { operation_id: this.#operations, status: 'completed' }
  }
}
