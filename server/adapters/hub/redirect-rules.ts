import { isIP } from 'node:net'

/** Where the hub's own files lie: huggingface.co answers with redirects to hosts of these domains. */
const CONTENT_DOMAINS = ['huggingface.co', 'hf.co']

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)
const isLoopback = (host: string): boolean =>
  isWithin(host, 'localhost') || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))

/**
 * Whether a redirect of the hub is followed: to the host of the hub itself, to where it keeps files, and to hosts that the operator has
 * named. Those must answer with a certificate: so a name that leads to an address of the own network leads nowhere. Names of this machine
 * are one host, for a hub that is on it.
 */
export function mayRedirect(endpoint: URL, from: URL, to: URL, furtherHosts: readonly string[]): boolean {
  if (to.username !== '' || to.password !== '') return false
  const isSafe = to.protocol === 'https:'
  if (!isSafe && (to.protocol !== 'http:' || from.protocol === 'https:')) return false
  const host = to.hostname
  if (host === endpoint.hostname || (isLoopback(endpoint.hostname) && isLoopback(host))) return true
  return isSafe && isIP(host) === 0 && [...CONTENT_DOMAINS, ...furtherHosts].some((domain) => isWithin(host, domain))
}
