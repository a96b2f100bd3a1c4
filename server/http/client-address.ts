import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Network address of whoever sent a request. */
export type ClientAddress = (request: Request, incoming: IncomingMessage) => string | null

/**
 * The socket's other end; or, where that is a proxy which is trusted, the nearest address of `X-Forwarded-For` that is none. What stands
 * further left in that header came with the request and may be made up.
 * @param trustedProxies addresses and networks such as `10.0.0.0/8`
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList()
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

  return (request, incoming) => {
    const peer = plain(incoming.socket.remoteAddress ?? '')
    if (isIP(peer) === 0) return null
    if (!isTrusted(peer)) return peer
    let nearest = peer
    for (const hop of (request.headers.get('x-forwarded-for') ?? '').split(',').toReversed()) {
      const address = plain(hop.trim())
      if (isIP(address) === 0) break
      nearest = address
      if (!isTrusted(address)) break
    }
    return nearest
  }
}

/** IPv4 that came over an IPv6 socket, in the form of IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** @returns whether it is an address or a network, such as `127.0.0.1` or `fd00::/8` */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}
