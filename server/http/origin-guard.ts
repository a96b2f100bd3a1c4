import { LearnPathError } from '@learnpath/contracts'

/** A name of this machine, as a `Host` header has it: with or without a port. */
const LOOPBACK_HOST = /^(?:localhost|127[.]0[.]0[.]1|\[::1\])(?::\d{1,5})?$/i
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Keeps pages of other sites away. A name of theirs that resolves to this server (DNS rebinding) fails by its Host header; a form or script
 * of theirs fails by its Origin or Sec-Fetch-Site header. Programs send neither.
 * @param publicUrl where browsers find the server, besides this machine's own names; null: nowhere
 * @throws LP_HOST_REFUSED, LP_ORIGIN_REFUSED
 */
export function guardOrigin(request: Request, publicUrl: URL | null = null): void {
  const host = request.headers.get('host') ?? new URL(request.url).host
  const isPublic = publicUrl !== null && isHostOf(publicUrl, host)
  if (!isPublic && !LOOPBACK_HOST.test(host)) throw new LearnPathError('LP_HOST_REFUSED', { detail: host })

  if (SAFE_METHODS.has(request.method)) return
  const origin = request.headers.get('origin')
  const own = isPublic ? publicUrl.origin : `http://${host}`
  if (origin !== null && origin !== own) throw new LearnPathError('LP_ORIGIN_REFUSED', { detail: origin })
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw new LearnPathError('LP_ORIGIN_REFUSED', { detail: site })
}

/** A client may name the port that its scheme implies. */
function isHostOf({ host, protocol }: URL, given: string): boolean {
  const name = given.toLowerCase()
  return name === host || name === `${host}:${protocol === 'https:' ? 443 : 80}`
}
