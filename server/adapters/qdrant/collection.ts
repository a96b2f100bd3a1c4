import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { QdrantConnection, QdrantPatience } from './qdrant-connection.ts'

/** Names of the payload's fields, which are also those of its indexes. */
export const FIELD = {
  workspace: 'workspace_id',
  collection: 'collection_id',
  document: 'document_id',
  language: 'language',
  terms: 'terms',
  length: 'length',
  tieBreaker: 'tie_breaker',
  sequence: 'sequence',
  version: 'version',
  builtWith: 'built_with',
  form: 'form',
} as const

export type Filter = Readonly<Record<'must' | 'must_not', readonly unknown[]>>

/** A point of a collection that is none of its entries: how far the collection has come. Chunks have numbers for ids. */
export const STATE_ID = '00000000-0000-4000-8000-000000000000'
const NOT_THE_STATE = { has_id: [STATE_ID] }

/** Qdrant scores in single precision: where scores are equal at the end of a page, so many more are looked at. */
const FIRST_MARGIN = 16
const LARGEST_PAGE = 20_000
/** Values of a field asked for at first. A server may set aside room for as many as are asked for. */
const FIRST_FACET = 16_384

const Hits = z.object({
  points: z.array(
    z.object({ id: z.number(), score: z.number(), payload: z.record(z.string(), z.unknown()).nullish() }),
  ),
})
const Count = z.object({ count: z.number() })
const Facets = z.object({ hits: z.array(z.object({ value: z.string(), count: z.number() })) })
const Points = z.array(
  z.object({
    id: z.union([z.number(), z.string()]),
    payload: z.record(z.string(), z.unknown()).nullish(),
    vector: z.unknown().optional(),
  }),
)
/** Collections of the first form do not tell theirs. */
const FIRST_FORM = 1
const State = z.object({
  sequence: z.number(),
  version: z.number(),
  built_with: z.string(),
  form: z.number().default(FIRST_FORM),
})

export interface CollectionState {
  /** Last change that is in it. */
  readonly sequence: number
  /** One more with every change, of whatever sequence. */
  readonly version: number
  readonly builtWith: string
  /** Of its payload and the indexes of that. */
  readonly form: number
}

/** The form that is made: since 2, points tell their workspace and collection. */
const FORM = 2

export const NEW_STATE: CollectionState = { sequence: 0, version: 0, builtWith: '', form: FORM }

/** Whether a program before this one made it, or wrote to it last: searches there go by documents. */
export const isOutdated = ({ form }: CollectionState): boolean => form < FORM

export interface Hit {
  readonly id: number
  readonly score: number
  readonly payload: Readonly<Record<string, unknown>>
}

export interface NearestQuery {
  readonly query: unknown
  readonly using: string
  readonly filter: Filter
  readonly limit: number
  readonly withPayload: readonly string[]
  readonly params?: Readonly<Record<string, unknown>>
}

export type Point = z.infer<typeof Points>[number]

/** The requests to one collection, with their answers checked. Errors as of `QdrantConnection.ask`. */
export interface Collection {
  readonly name: string
  count(filter?: Partial<Filter>): Promise<number>
  /** Best first; scores as equal as single precision tells are all there or all missing at the end. */
  nearest(query: NearestQuery): Promise<readonly Hit[]>
  /** Values of a field with a keyword index, and how many points have each. */
  facet(field: string): Promise<ReadonlyMap<string, number>>
  points(ids: readonly (number | string)[], wanted: { vector?: string; payload?: readonly string[] }): Promise<Point[]>
  /** Null when there is none: not a collection of ours, or not yet. */
  state(): Promise<CollectionState | null>
  /** Makes the changes in their order; resolves when they are durable. */
  change(operations: readonly unknown[]): Promise<void>
}

export const filterOf = (parts: Partial<Filter>): Filter => ({ must: parts.must ?? [], must_not: parts.must_not ?? [] })

/** Passes points that hold any of the values. */
export function holdsAny(field: string, values: Iterable<string>): unknown {
  return { key: field, match: { any: [...values] } }
}

export const stateOperation = ({ sequence, version, builtWith, form }: CollectionState): unknown => ({
  upsert: {
    points: [
      {
        id: STATE_ID,
        vector: {},
        payload: {
          [FIELD.sequence]: sequence,
          [FIELD.version]: version,
          [FIELD.builtWith]: builtWith,
          [FIELD.form]: form,
        },
      },
    ],
  },
})

export function createCollection(connection: QdrantConnection, name: string): Collection {
  const base = `/collections/${encodeURIComponent(name)}`
  let facetLimit = FIRST_FACET

  async function ask(operation: string, path: string, body: unknown, patience: QdrantPatience = 'search') {
    const method = 'POST'
    const result = await connection.ask({ method, path: `${base}${path}`, body, operation, patience })
    if (result !== undefined) return result
    throw new LearnPathError('LP_QDRANT_FAILED', { detail: `${connection.name} has no collection ${name} any more` })
  }

  function read<Shape extends z.ZodType>(shape: Shape, result: unknown): z.output<Shape> {
    const parsed = shape.safeParse(result)
    if (parsed.success) return parsed.data
    const detail = `${connection.name} answers in a form that is not known; Qdrant 1.13 or newer is needed`
    throw new LearnPathError('LP_QDRANT_FAILED', { detail, cause: parsed.error })
  }

  async function page({ query, using, filter, withPayload, params }: NearestQuery, limit: number): Promise<Hit[]> {
    const body = { query, using, filter, limit, with_payload: withPayload.length > 0 ? withPayload : false, params }
    const { points } = read(Hits, await ask('query', '/points/query', body))
    return points.map(({ id, score, payload }) => ({ id, score, payload: payload ?? {} }))
  }

  return {
    name,
    async count(parts = {}) {
      const filter = filterOf({ ...parts, must_not: [...(parts.must_not ?? []), NOT_THE_STATE] })
      return read(Count, await ask('count', '/points/count', { filter, exact: true })).count
    },
    async nearest(query) {
      for (let limit = query.limit + FIRST_MARGIN; ; limit *= 4) {
        const hits = await page(query, Math.min(limit, LARGEST_PAGE))
        const isAll = hits.length < limit || limit >= LARGEST_PAGE
        const cut = hits[query.limit - 1]?.score
        if (isAll || cut === undefined || (hits.at(-1)?.score ?? cut) < cut) return hits
      }
    },
    async facet(field) {
      // The answer has no pages: what may not be all is asked for again.
      for (;;) {
        const { hits } = read(Facets, await ask('facet', '/facet', { key: field, limit: facetLimit, exact: true }))
        if (hits.length < facetLimit) return new Map(hits.map(({ value, count }) => [value, count]))
        facetLimit *= 4
      }
    },
    async points(ids, { vector, payload }) {
      const body = { ids, with_vector: vector === undefined ? false : [vector], with_payload: payload ?? false }
      return read(Points, await ask('points', '/points', body))
    },
    async state() {
      const body = { ids: [STATE_ID], with_vector: false, with_payload: true }
      const result = await connection.ask({ method: 'POST', path: `${base}/points`, body, operation: 'state' })
      const payload = result === undefined ? undefined : read(Points, result)[0]?.payload
      const parsed = State.safeParse(payload)
      if (!parsed.success) return null
      const { sequence, version, built_with: builtWith, form } = parsed.data
      return { sequence, version, builtWith, form }
    },
    async change(operations) {
      await ask('change', '/points/batch?wait=true&ordering=medium', { operations }, 'change')
    },
  }
}
