/** Strings as bytes, one after the other; `ends[i]` is where the i-th ends. */
export interface ByteTable {
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
}

function startOf({ ends }: ByteTable, at: number): number {
  return at === 0 ? 0 : (ends[at - 1] ?? 0)
}

export function stringAt(table: ByteTable, at: number): string {
  return Buffer.from(table.bytes.buffer, table.bytes.byteOffset, table.bytes.byteLength).toString(
    'utf8',
    startOf(table, at),
    table.ends[at],
  )
}

/** Order of the key against the table's string, by bytes: negative, zero or positive. */
function compareAt(table: ByteTable, at: number, key: Uint8Array): number {
  const { bytes } = table
  const start = startOf(table, at)
  const length = (table.ends[at] ?? 0) - start
  const shared = Math.min(length, key.length)
  for (let i = 0; i < shared; i++) {
    const difference = (key[i] ?? 0) - (bytes[start + i] ?? 0)
    if (difference !== 0) return difference
  }
  return key.length - length
}

/**
 * Place of the first string not below `key`; `order` names the strings by their bytes, or is absent when they stand so.
 * A place may be one past the last.
 */
export function lowerBound(table: ByteTable, key: Uint8Array, order?: Uint32Array): number {
  let low = 0
  let high = table.ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareAt(table, order?.[middle] ?? middle, key) > 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the string that equals `key`, or -1. */
export function find(table: ByteTable, key: Uint8Array, order?: Uint32Array): number {
  const place = lowerBound(table, key, order)
  if (place >= table.ends.length) return -1
  const at = order?.[place] ?? place
  return compareAt(table, at, key) === 0 ? at : -1
}

/** Order of two tables' strings by bytes. */
export function compareStrings(left: ByteTable, leftAt: number, right: ByteTable, rightAt: number): number {
  return compareAt(right, rightAt, bytesAt(left, leftAt))
}

export function bytesAt(table: ByteTable, at: number): Uint8Array {
  return table.bytes.subarray(startOf(table, at), table.ends[at])
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  if (bytes.length < prefix.length) return false
  for (let at = 0; at < prefix.length; at++) if (bytes[at] !== prefix[at]) return false
  return true
}
