/** Bytes from `start` to `end`, both included, as HTTP counts them. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/

/**
 * What a request wants of a file: one stretch of it, all of it (null), or a stretch that it does not have.
 * Several stretches at once, and a stretch of a version that is gone, get the whole file, as HTTP allows.
 */
export function wantedBytes(headers: Headers, sizeBytes: number, etag: string): ByteRange | null | 'unsatisfiable' {
  const [, first = '', last = ''] = ONE_RANGE.exec(headers.get('range')?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  const version = headers.get('if-range')
  if (version !== null && version !== etag) return null
  return first === '' ? lastBytes(Number(last), sizeBytes) : bytesFrom(Number(first), last, sizeBytes)
}

function lastBytes(length: number, sizeBytes: number): ByteRange | 'unsatisfiable' {
  return length === 0 || sizeBytes === 0
    ? 'unsatisfiable'
    : { start: Math.max(0, sizeBytes - length), end: sizeBytes - 1 }
}

function bytesFrom(start: number, last: string, sizeBytes: number): ByteRange | null | 'unsatisfiable' {
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  // Turned around it is no range at all.
  if (last !== '' && Number(last) < start) return null
  return start >= sizeBytes ? 'unsatisfiable' : { start, end }
}
