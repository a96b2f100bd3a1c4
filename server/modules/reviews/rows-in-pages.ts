import { breathe } from '../../kernel/breathe.ts'

const ROWS_PER_PAGE = 1000

/** All rows of a long table, read page by page along a growing key, so that no reading holds others up. */
export async function rowsInPages<Row>(
  readPage: (after: number, limit: number) => Promise<Row[]>,
  keyOf: (row: Row) => number,
): Promise<Row[]> {
  const rows: Row[] = []
  let after = -1
  for (;;) {
    const page = await readPage(after, ROWS_PER_PAGE)
    for (const row of page) rows.push(row)
    const last = page.at(-1)
    if (last === undefined || page.length < ROWS_PER_PAGE) return rows
    after = keyOf(last)
    await breathe()
  }
}
