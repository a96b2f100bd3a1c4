import { LearnPathError } from '@learnpath/contracts'

/** An encoded NUL in an address. */
const ENCODED = '%00'
/** One in JSON, where it cannot stand as it is. A backslash before it may make it something else. */
const ESCAPED = String.raw`\u0000`

const refusal = (field: string): LearnPathError => {
  const message = 'must not contain NUL'
  return new LearnPathError('LP_REQUEST_INVALID', { detail: `${field}: ${message}`, issues: [{ field, message }] })
}

/** Not every store can keep a NUL, so none is given one. @throws LP_REQUEST_INVALID */
export function refuseNulInAddress(url: string): void {
  if (url.includes(ENCODED)) throw refusal('address')
}

/** @param value what `json` says @throws LP_REQUEST_INVALID with the first field that has one */
export function refuseNulInJson(json: string, value: unknown): void {
  if (json.includes(ESCAPED)) refuseNulIn(value, 'body')
}

/** Without recursion: JSON may be nested deeper than the stack. @throws LP_REQUEST_INVALID */
export function refuseNulIn(value: unknown, name: string): void {
  const left: [field: string, value: unknown][] = [[name, value]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [field, each] = next
    if (typeof each === 'string' && each.includes('\0')) throw refusal(field)
    if (typeof each !== 'object' || each === null) continue
    for (const [key, below] of Object.entries(each)) left.push([field, key], [`${field}.${key}`, below])
  }
}
