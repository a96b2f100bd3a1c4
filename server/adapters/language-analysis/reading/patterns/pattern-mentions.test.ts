import { expect, it } from 'vitest'
import { patternMentions } from './pattern-mentions.ts'

const keys = (text: string): string[] => patternMentions(text).map(({ key }) => key)
const surfaces = (text: string): string[] => patternMentions(text).map(({ start, end }) => text.slice(start, end))

it('knows standards of many bodies, their parts, and editions as one standard', () => {
  const text =
    'IEC 61131-3, DIN EN ISO 13849-1:2016-06, RFC 2616, IEEE 802.11ac, ISO/IEC 27001:2022, ISO/IEC 27001, VDE 0100, EN 60204-1, DO-178C'
  expect(keys(text)).toEqual([
    'standard:iec 61131-3',
    'standard:din en iso 13849-1',
    'standard:rfc 2616',
    'standard:ieee 802.11ac',
    'standard:iso/iec 27001',
    'standard:iso/iec 27001',
    'standard:vde 0100',
    'standard:en 60204-1',
    'standard:do 178c',
  ])
})

it('gives one date one key, however it is written', () => {
  const same = ['13 March 1963', 'March 13, 1963', '13. März 1963', '13.03.1963', '1963-03-13', '13 mars 1963']
  expect(same.map(keys)).toEqual(same.map(() => ['date:1963-03-13']))
  expect(keys('in May 2020, the 1990s, the 18th century, im 18. Jahrhundert')).toEqual([
    'date:2020-05',
    'date:1990s',
    'date:century 18',
    'date:century 18',
  ])
})

it('finds quantities with their units, shares and money, and no bare numbers', () => {
  expect(surfaces('24 V DC, 3,5 kg, 10 bis 20 °C, 25 %, $300 million, 50 Euro, 100 km/h; 3 of 10 in step 4')).toEqual([
    '24 V DC',
    '3,5 kg',
    '10 bis 20 °C',
    '25 %',
    '$300 million',
    '50 Euro',
    '100 km/h',
  ])
})

it('finds order numbers, versions and addresses, and takes formulas for none', () => {
  expect(
    surfaces(
      '6ES7 214-1AG40-0XB0, XK4711-AB, v1.2.3, 192.168.0.1, https://a.b/c?d=e. max@firma.de; C6H12O6, H2SO4, B-52',
    ),
  ).toEqual(['6ES7 214-1AG40-0XB0', 'XK4711-AB', 'v1.2.3', '192.168.0.1', 'https://a.b/c?d=e', 'max@firma.de'])
})
