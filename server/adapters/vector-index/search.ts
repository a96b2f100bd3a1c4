import { commonMembers } from '../../kernel/common-members.ts'
import type { VectorHit, VectorQuery } from '../../ports/vector-index.ts'
import { Candidates, MOST_CANDIDATES, type SortedCandidates } from './candidates.ts'
import { queryTables } from './coding.ts'
import type { IndexState } from './index-state.ts'
import { type Kernel, createKernel } from './kernel.ts'
import { ROWS_PER_CALL } from './pending-rows.ts'
import { type SearchSnapshot, takeSnapshot } from './search-snapshot.ts'
import { BLOCKS_PER_CALL } from './segment.ts'
import { Slices } from './slices.ts'
import { TopHits } from './top-hits.ts'

const SLICE_MS = 3
/** Rows that are read before their products are computed together. */
const ROWS_PER_READ = 16
/** Candidates kept, per hit asked for and at least; of texts a tenth of them are read, of hard cases half. */
const CANDIDATES_PER_HIT = 32
const LEAST_CANDIDATES = 2048
/** A candidate is passed over when its estimate would have to be wrong by more deviations; measured in docs/decisions/0009. */
const DEVIATIONS = 2

/** Finds the nearest rows of a state. */
export interface Searcher {
  search(query: VectorQuery): Promise<readonly VectorHit[]>
}

/** Scanned blocks after which exact products are looked at for the first time, and how many times more each time after. */
const FIRST_PROBE_BLOCKS = 64
const BLOCKS_PER_PROBE = 8

/** Rows that were read, by their chunks, and where to go on. */
interface Batch {
  readonly chunkIds: readonly number[]
  readonly next: number
}

interface Search {
  readonly query: VectorQuery
  readonly snapshot: SearchSnapshot
  readonly hits: TopHits
  readonly slices: Slices
  /** By how much an estimate of any segment may be wrong before its candidate is passed over. */
  readonly mostOff: number
}

/**
 * Estimates for every row in memory, exact products for the best of them, read from disk. One search gives way to others after each
 * slice.
 */
export function createSearcher(state: IndexState): Searcher {
  const { format, coding } = state
  const productsAt = format.paddedDimensions * 4
  const rowsAt = productsAt + ROWS_PER_READ * 8
  const kernel = createKernel(rowsAt + ROWS_PER_READ * format.bytes)

  async function estimate(search: Search): Promise<Candidates> {
    const { query, snapshot, slices } = search
    const rotated = query.vector.slice()
    coding.rotate(rotated)
    const tables = queryTables(coding, rotated)
    const candidates = candidatesFor(query)
    let scanned = 0
    let nextProbe = FIRST_PROBE_BLOCKS
    for (const [segment, { part, mask }] of snapshot.segments.entries()) {
      const base = product(rotated, part.center)
      for (let block = 0; block < mask.length;) {
        const { threshold } = candidates
        const window = mask.subarray(block, block + Math.min(BLOCKS_PER_CALL, nextProbe - scanned))
        candidates.addAll(segment, part.codes.scan(tables, block, window, { base, threshold }))
        block += window.length
        scanned += window.length
        if (scanned === nextProbe) {
          candidates.raise(probe(search, candidates))
          nextProbe *= BLOCKS_PER_PROBE
        }
        if (slices.isOver) await slices.breathe()
      }
    }
    return candidates
  }

  /** What an estimate must exceed, going by the exact products of the best so far: the others would be passed over later. */
  function probe(search: Search, candidates: Candidates): number {
    const { limit } = search.query
    const best = candidates.sorted(limit)
    const hits = new TopHits(limit)
    for (let at = 0; at < best.length;) at = compareBatch({ ...search, hits }, best, at)
    return hits.threshold - search.mostOff
  }

  /** Reads the rows of candidates from a place on, until they are enough for one call or the slice is over. */
  function readBatch({ snapshot, hits, slices, mostOff }: Search, sorted: SortedCandidates, from: number): Batch {
    const chunkIds: number[] = []
    let at = from
    for (; at < sorted.length && chunkIds.length < ROWS_PER_READ; at++) {
      if (chunkIds.length > 0 && slices.isOver) break
      const { segment, row, estimate: estimated } = sorted.at(at)
      // The best come first: none of the others can be a hit either.
      if (estimated + mostOff < hits.threshold) return { chunkIds, next: sorted.length }
      const part = snapshot.segments[segment]?.part
      if (part === undefined || estimated + DEVIATIONS * part.deviation < hits.threshold) continue
      part.readRow(row, rowPlace(kernel, rowsAt + chunkIds.length * format.bytes, format.bytes))
      chunkIds.push(part.table.chunkIds[row] ?? 0)
    }
    return { chunkIds, next: at }
  }

  /** @returns the place after the last candidate that was compared. */
  function compareBatch(search: Search, sorted: SortedCandidates, from: number): number {
    const { chunkIds, next } = readBatch(search, sorted, from)
    new Float32Array(kernel.memory.buffer, 0, search.query.vector.length).set(search.query.vector)
    kernel.dots(0, rowsAt, format.bytes, chunkIds.length, format.paddedDimensions, productsAt)
    const products = new Float32Array(kernel.memory.buffer, productsAt, chunkIds.length)
    for (let at = 0; at < chunkIds.length; at++) search.hits.offer(chunkIds[at] ?? 0, products[at] ?? 0)
    return next
  }

  return {
    async search(query) {
      if (query.limit <= 0) return []
      const slices = new Slices(SLICE_MS)
      const snapshot = await takeSnapshot(state, commonMembers(query.bounds?.documentIds, query.documentIds))
      try {
        const search = { query, snapshot, hits: new TopHits(query.limit), slices, mostOff: mostOffIn(snapshot) }
        await comparePending(search)
        const sorted = (await estimate(search)).sorted()
        for (let at = 0; at < sorted.length;) {
          at = compareBatch(search, sorted, at)
          if (slices.isOver) await slices.breathe()
        }
        return search.hits.sorted()
      } finally {
        await snapshot.release()
      }
    },
  }
}

const mostOffIn = ({ segments }: SearchSnapshot): number =>
  DEVIATIONS * Math.max(0, ...segments.map(({ part }) => part.deviation))

const candidatesFor = ({ limit }: VectorQuery): Candidates =>
  new Candidates(Math.min(MOST_CANDIDATES, Math.max(LEAST_CANDIDATES, CANDIDATES_PER_HIT * limit)))

async function comparePending({ query, snapshot, hits, slices }: Search): Promise<void> {
  for (const { part, mask } of snapshot.pending) {
    const rowCount = Math.min(mask.length * 32, part.table.rowCount)
    for (let first = 0; first < rowCount; first += ROWS_PER_CALL) {
      const products = part.products(query.vector, first, Math.min(ROWS_PER_CALL, rowCount - first))
      for (let at = 0; at < products.length; at++) {
        const row = first + at
        if ((((mask[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 0) continue
        hits.offer(part.table.chunkIds[row] ?? 0, products[at] ?? 0)
      }
      if (slices.isOver) await slices.breathe()
    }
  }
}

const rowPlace = ({ memory }: Kernel, at: number, bytes: number): Uint8Array => new Uint8Array(memory.buffer, at, bytes)

function product(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0)
  return sum
}
