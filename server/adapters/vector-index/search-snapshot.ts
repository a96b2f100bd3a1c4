import { breathe } from '../../kernel/breathe.ts'
import type { IndexState } from './index-state.ts'
import type { PendingRows } from './pending-rows.ts'
import type { RowTable } from './row-table.ts'
import type { Segment } from './segment.ts'

/** Filters up to this size are looked up document by document at once, which takes a few milliseconds. */
const SMALL_FILTER = 16_384
const DOCUMENTS_PER_SLICE = 8192

/** Rows of one part that a search may return. */
interface Allowed<Part> {
  readonly part: Part
  readonly mask: Uint32Array
}

/** What the index was at one moment, as far as a search may see it. */
export interface SearchSnapshot {
  /** The largest first: its best rows let the others be passed over. */
  readonly segments: readonly Allowed<Segment>[]
  readonly pending: readonly Allowed<PendingRows>[]
  release(): Promise<void>
}

export async function takeSnapshot(
  state: IndexState,
  documentIds: ReadonlySet<string> | undefined,
): Promise<SearchSnapshot> {
  const small = documentIds !== undefined && documentIds.size <= SMALL_FILTER ? maskOf(state, documentIds) : undefined
  const allowed = <Part extends { readonly table: RowTable }>(part: Part): Allowed<Part> => ({
    part,
    mask:
      small === undefined
        ? part.table.liveMask()
        : (small.get(part.table) ?? new Uint32Array(Math.ceil(part.table.rowCount / 32))),
  })
  const segments = state.segments
    .map(({ segment }) => allowed(segment))
    .toSorted((one, other) => other.part.table.rowCount - one.part.table.rowCount)
  const pending = state.pending.map(allowed)
  for (const { part } of segments) part.retain()
  const release = async (): Promise<void> => {
    for (const { part } of segments) await part.release()
  }
  if (documentIds !== undefined && small === undefined) {
    for (const { part, mask } of [...segments, ...pending]) await keepOnly(part.table, mask, documentIds)
  }
  return { segments, pending, release }
}

function maskOf(state: IndexState, documentIds: ReadonlySet<string>): Map<RowTable, Uint32Array> {
  const masks = new Map<RowTable, Uint32Array>()
  for (const documentId of documentIds) {
    const location = state.locationOf(documentId)
    if (location === undefined) continue
    const { table, document } = location
    const mask = masks.get(table) ?? new Uint32Array(Math.ceil(table.rowCount / 32))
    masks.set(table, mask)
    table.mark(document, mask)
  }
  return masks
}

/** Takes the rows of other documents out of the mask. Works on documents that no change renumbers, so it may give way. */
async function keepOnly(table: RowTable, mask: Uint32Array, documentIds: ReadonlySet<string>): Promise<void> {
  const wanted = new Uint32Array(mask.length)
  const documentCount = table.documentIds.length
  for (let document = 0; document < documentCount; document++) {
    if (documentIds.has(table.documentIds[document] ?? '')) table.mark(document, wanted)
    if (document % DOCUMENTS_PER_SLICE === DOCUMENTS_PER_SLICE - 1) await breathe()
  }
  for (let at = 0; at < mask.length; at++) mask[at] = ((mask[at] ?? 0) & (wanted[at] ?? 0)) >>> 0
}
