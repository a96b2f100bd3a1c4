/** SQLite takes no more than some thousand values in one statement. */
const PER_QUERY = 500

/** Rows for many values, read some at a time; each value once. */
export async function inBatches<Value, Row>(
  values: Iterable<Value>,
  read: (batch: readonly Value[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const distinct = [...new Set(values)]
  const rows: Row[] = []
  for (let from = 0; from < distinct.length; from += PER_QUERY) {
    rows.push(...(await read(distinct.slice(from, from + PER_QUERY))))
  }
  return rows
}
