import type { SearchHit, SearchResponse } from '@learnpath/contracts'

/** By the hits themselves, which are never changed: those of a remembered answer are made into text once. */
const known = new WeakMap<readonly SearchHit[], Uint8Array>()

function jsonOf(hits: readonly SearchHit[]): Uint8Array {
  const before = known.get(hits)
  if (before !== undefined) return before
  const bytes = Buffer.from(JSON.stringify(hits))
  known.set(hits, bytes)
  return bytes
}

/** The response as JSON in UTF-8, in the order of the interface's description. */
export function searchJson({ query, hits, ...rest }: SearchResponse): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(`{"query":${JSON.stringify(query)},"hits":`)
  return Buffer.concat([head, jsonOf(hits), Buffer.from(`,${JSON.stringify(rest).slice(1)}`)])
}
