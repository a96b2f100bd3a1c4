import { LearnPathError } from '@learnpath/contracts'

/** A name of this machine, as a `Host` header has it: with or without a port. */
const LOOPBACK_HOST = /^(?:localhost|127[.]0[.]0[.]1|\[::1\])(?::\d{1,5})?$/i
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Keeps pages of other sites away from a server on loopback. A name of theirs that resolves to 127.0.0.1 (DNS rebinding) fails
 * by its Host header; a form or script of theirs fails by its Origin or Sec-Fetch-Site header. Programs send neither.
 * @throws LP_HOST_REFUSED, LP_ORIGIN_REFUSED
 */
export function guardOrigin(request: Request): void {
  const host = request.headers.get('host') ?? new URL(request.url).host
  if (!LOOPBACK_HOST.test(host)) throw new LearnPathError('LP_HOST_REFUSED', { detail: host })

  if (SAFE_METHODS.has(request.method)) return
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== `http://${host}`) throw new LearnPathError('LP_ORIGIN_REFUSED', { detail: origin })
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw new LearnPathError('LP_ORIGIN_REFUSED', { detail: site })
}
