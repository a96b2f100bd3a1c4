import type { RowTable } from './row-table.ts'
import type { Segment } from './segment.ts'
import type { RowSource } from './segment-writer.ts'

/** The live rows of a table at this moment. */
export function sourceOf(table: RowTable, from: Pick<Segment, 'readRows'>): RowSource {
  const documents = [...table.documentIds.keys()].filter((document) => !table.deadDocuments.has(document))
  return {
    table,
    mask: table.liveMask(),
    rowCount: table.liveRowCount,
    documents,
    readRows: async (firstRow, into) => {
      await from.readRows(firstRow, into)
    },
  }
}

/** Where the documents of sources are in the table that is written from them in this order. */
function newPlaces(sources: readonly RowSource[]): Int32Array[] {
  let next = 0
  return sources.map(({ table, documents }) => {
    const places = new Int32Array(table.documentIds.length).fill(-1)
    for (const document of documents) places[document] = next++
    return places
  })
}

/** Documents, by their new places, that were deleted after the sources were taken. */
export function deletedSince(sources: readonly RowSource[]): number[] {
  const places = newPlaces(sources)
  return sources.flatMap(({ table }, at) =>
    [...table.deadDocuments].map((document) => places[at]?.[document] ?? -1).filter((place) => place >= 0),
  )
}

/** From now on `to` has the documents of the sources. */
export function moveDocuments(sources: readonly RowSource[], to: RowTable): void {
  const places = newPlaces(sources)
  for (const document of deletedSince(sources)) to.delete(document)
  for (const [at, { table }] of sources.entries()) {
    table.movedTo = { table: to, documents: places[at] ?? new Int32Array() }
  }
}
