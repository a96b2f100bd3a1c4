import type { HubFileMetadata } from '../../ports/model-hub.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

const SHA256 = /^[0-9a-f]{64}$/u
const SHA1 = /^[0-9a-f]{40}$/u

/** The first value of a header; null when there is none. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** A whole number, or null. */
export function numberOf(text: string | null): number | null {
  return text !== null && /^\d+$/u.test(text) ? Number(text) : null
}

/** The commit that a branch or tag stands for. */
export function commitOf(headers: Headers): string | null {
  const commit = headerOf(headers, 'x-repo-commit')
  return commit !== null && SHA1.test(commit) ? commit : null
}

const withoutQuotes = (etag: string): string => etag.replace(/^W\//u, '').replaceAll('"', '')

/**
 * For a large file the hub tells its SHA-256 in `X-Linked-ETag`, for a small one the name that git gives its content in `ETag`
 * (huggingface_hub, file_download.py). The `ETag` of a redirect is that of its own body.
 */
export function checksumOf(headers: Headers, status: number): HubFileMetadata['checksum'] {
  const etag = headerOf(headers, 'x-linked-etag') ?? (status < 300 ? headerOf(headers, 'etag') : null)
  if (etag === null) return null
  const value = withoutQuotes(etag)
  if (SHA256.test(value)) return { kind: 'sha256', value }
  return SHA1.test(value) ? { kind: 'git-sha1', value } : null
}

/** For If-Range, which takes strong validators only (RFC 9110, 13.1.5). */
export function validatorOf(headers: Headers): string | null {
  const etag = headerOf(headers, 'etag')
  return etag === null || etag.startsWith('W/') ? null : etag
}

/** Where a partial answer begins. */
export function contentRangeStart(headers: Headers): number {
  return numberOf(/^bytes (\d+)-/u.exec(headerOf(headers, 'content-range') ?? '')?.[1] ?? null) ?? 0
}
