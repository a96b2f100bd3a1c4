import type { VectorHit, VectorQuery } from '../../ports/vector-index.ts'
import { Candidates } from './candidates.ts'
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

interface Search {
  readonly query: VectorQuery
  readonly snapshot: SearchSnapshot
  readonly hits: TopHits
  readonly slices: Slices
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

  async function comparePending({ query, snapshot, hits, slices }: Search): Promise<void> {
    for (const { part, mask } of snapshot.pending) {
      const rowCount = Math.min(mask.length * 32, part.table.rowCount)
      for (let first = 0; first < rowCount; first += ROWS_PER_CALL) {
        const products = part.products(query.vector, first, Math.min(ROWS_PER_CALL, rowCount - first))
        for (const [at, score] of products.entries()) {
          const row = first + at
          if ((((mask[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1) hits.offer(part.table.chunkIds[row] ?? 0, score)
        }
        if (slices.isOver) await slices.breathe()
      }
    }
  }

  async function estimate({ query, snapshot, slices }: Search): Promise<Candidates> {
    const rotated = Float32Array.from(query.vector)
    coding.rotate(rotated)
    const tables = queryTables(coding, rotated)
    const candidates = new Candidates(Math.max(LEAST_CANDIDATES, CANDIDATES_PER_HIT * query.limit))
    for (const [segment, { part, mask }] of snapshot.segments.entries()) {
      const base = product(rotated, part.center)
      for (let block = 0; block < mask.length; block += BLOCKS_PER_CALL) {
        const { threshold } = candidates
        const window = mask.subarray(block, block + BLOCKS_PER_CALL)
        candidates.addAll(segment, part.codes.scan(tables, block, window, { base, threshold }))
        if (slices.isOver) await slices.breathe()
      }
    }
    return candidates
  }

  async function compareCandidates({ query, snapshot, hits, slices }: Search, candidates: Candidates): Promise<void> {
    const sorted = candidates.sorted()
    for (let first = 0; first < sorted.length;) {
      const batch: { chunkId: number }[] = []
      while (batch.length < ROWS_PER_READ && first < sorted.length && !(batch.length > 0 && slices.isOver)) {
        const candidate = sorted[first]
        const part = snapshot.segments[candidate?.segment ?? 0]?.part
        first += 1
        if (candidate === undefined || part === undefined) break
        if (candidate.estimate + DEVIATIONS * part.deviation < hits.threshold) continue
        part.readRow(candidate.row, rowPlace(kernel, rowsAt + batch.length * format.bytes, format.bytes))
        batch.push({ chunkId: part.table.chunkIds[candidate.row] ?? 0 })
      }
      if (batch.length === 0) continue
      new Float32Array(kernel.memory.buffer, 0, query.vector.length).set(query.vector)
      kernel.dots(0, rowsAt, format.bytes, batch.length, format.paddedDimensions, productsAt)
      const products = new Float32Array(kernel.memory.buffer, productsAt, batch.length)
      for (const [at, { chunkId }] of batch.entries()) hits.offer(chunkId, products[at] ?? 0)
      if (slices.isOver) await slices.breathe()
    }
  }

  return {
    async search(query) {
      if (query.limit <= 0) return []
      const slices = new Slices(SLICE_MS)
      const snapshot = await takeSnapshot(state, query.documentIds)
      try {
        const search = { query, snapshot, hits: new TopHits(query.limit), slices }
        await comparePending(search)
        await compareCandidates(search, await estimate(search))
        return search.hits.sorted()
      } finally {
        await snapshot.release()
      }
    },
  }
}

const rowPlace = ({ memory }: Kernel, at: number, bytes: number): Uint8Array => new Uint8Array(memory.buffer, at, bytes)

function product(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (const [at, value] of left.entries()) sum += value * (right[at] ?? 0)
  return sum
}
