import { breathe } from '../../kernel/breathe.ts'
import type { VectorEntry } from '../../ports/vector-index.ts'
import type { Coding } from './coding.ts'
import type { StoredSegment } from './index-files.ts'
import { PendingRows } from './pending-rows.ts'
import type { RowFormat } from './row-format.ts'
import type { MovedTable, RowTable } from './row-table.ts'
import type { Segment } from './segment.ts'

const DOCUMENTS_PER_SLICE = 2048

export interface HeldSegment {
  readonly segment: Segment
  readonly stored: StoredSegment
  /** Deleted documents that `stored` knows of. */
  readonly storedDeadDocuments: number
}

/** Where a document is. */
interface Location {
  readonly table: RowTable
  readonly document: number
}

/** All entries: segments with their deletions, rows in memory, and where each document is. */
export class IndexState {
  readonly coding: Coding
  readonly format: RowFormat
  segments: readonly HeldSegment[] = []
  /** Rows that no file holds; the last takes new ones, the others are being written. */
  pending: readonly PendingRows[]
  appliedSequence = 0
  durableSequence = 0
  entryCount = 0
  readonly #locations = new Map<string, Location>()

  constructor(coding: Coding, format: RowFormat) {
    this.coding = coding
    this.format = format
    this.pending = [new PendingRows(format)]
  }

  /** Takes a segment read from disk, its deletions already applied. */
  addStored(held: HeldSegment): void {
    this.segments = [...this.segments, held]
    const { table } = held.segment
    this.entryCount += table.liveRowCount
    for (const [document, documentId] of table.documentIds.entries()) {
      if (!table.deadDocuments.has(document)) this.#locations.set(documentId, { table, document })
    }
  }

  replace(documentId: string, entries: readonly VectorEntry[]): void {
    const target = this.pending.at(-1)
    if (target === undefined) return
    // Appended first: entries that are refused leave the old ones in place.
    const document = entries.length === 0 ? -1 : target.append(documentId, entries)
    const old = this.locationOf(documentId)
    if (old !== undefined) {
      const { firstRow, endRow } = old.table.rowsOf(old.document)
      this.entryCount -= endRow - firstRow
      old.table.delete(old.document)
      this.#locations.delete(documentId)
    }
    if (document >= 0) this.#locations.set(documentId, { table: target.table, document })
    this.entryCount += entries.length
  }

  locationOf(documentId: string): Location | undefined {
    let location = this.#locations.get(documentId)
    if (location === undefined || location.table.movedTo === null) return location
    while (location.table.movedTo !== null) {
      const { table, documents }: MovedTable = location.table.movedTo
      location = { table, document: documents[location.document] ?? -1 }
    }
    this.#locations.set(documentId, location)
    return location
  }

  /** Looks every document of a table that took others' in up once, so that the tables it came from can be forgotten. */
  async resolveMoved(table: RowTable): Promise<void> {
    for (const [at, documentId] of table.documentIds.entries()) {
      this.locationOf(documentId)
      if (at % DOCUMENTS_PER_SLICE === 0) await breathe()
    }
  }

  pendingRowCount(): number {
    return this.pending.reduce((sum, { table }) => sum + table.rowCount, 0)
  }
}
