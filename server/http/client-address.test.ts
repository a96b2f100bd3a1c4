import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { createClientAddress, isNetwork } from './client-address.ts'

function addressOf(peer: string, forwardedFor: string | null, trusted: readonly string[] = ['10.0.0.0/8', 'fd00::/8']) {
  const headers: Record<string, string> = forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor }
  const incoming = { socket: { remoteAddress: peer } } as unknown as IncomingMessage
  return createClientAddress(trusted)(new Request('http://127.0.0.1/', { headers }), incoming)
}

it('believes nobody who is not a trusted proxy', () => {
  expect(addressOf('192.0.2.7', '198.51.100.1')).toBe('192.0.2.7')
  expect(addressOf('10.0.0.1', '198.51.100.1', [])).toBe('10.0.0.1')
})

it('takes the nearest address that is no trusted proxy: what stands further left may be made up', () => {
  expect(addressOf('10.0.0.1', '203.0.113.9, 198.51.100.1, 10.1.2.3')).toBe('198.51.100.1')
  expect(addressOf('fd00::1', '2001:db8::5')).toBe('2001:db8::5')
})

it('stays at the last hop that is an address', () => {
  expect(addressOf('10.0.0.1', null)).toBe('10.0.0.1')
  expect(addressOf('10.0.0.1', '198.51.100.1, made up, 10.1.2.3')).toBe('10.1.2.3')
  expect(addressOf('', '198.51.100.1')).toBeNull()
})

it('knows IPv4 on a socket of IPv6', () => {
  expect(addressOf('::ffff:10.0.0.1', '::ffff:198.51.100.1')).toBe('198.51.100.1')
})

it.each([
  ['10.0.0.0/8', true],
  ['fd00::/64', true],
  ['192.0.2.1', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/8/8', false],
  ['proxy.example.org', false],
])('%s is a network: %s', (text, known) => expect(isNetwork(text)).toBe(known))
