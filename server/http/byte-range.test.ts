import { describe, expect, it } from 'vitest'
import { wantedBytes } from './byte-range.ts'

const wanted = (range: string | null, ifRange?: string) =>
  wantedBytes(
    new Headers({ ...(range === null ? {} : { range }), ...(ifRange === undefined ? {} : { 'if-range': ifRange }) }),
    1000,
    '"a"',
  )

describe('wantedBytes', () => {
  it.each([
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=900-', { start: 900, end: 999 }],
    ['bytes=990-5000', { start: 990, end: 999 }],
    ['bytes=-10', { start: 990, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=999-999', { start: 999, end: 999 }],
  ])('%s is a stretch', (range, expected) => {
    expect(wanted(range)).toEqual(expected)
  })

  it.each([[null], ['bytes=-'], ['bytes=5-2'], ['bytes=0-1,4-5'], ['lines=1-2'], ['bytes=a-b']])(
    '%s is the whole file',
    (range) => {
      expect(wanted(range)).toBeNull()
    },
  )

  it.each([['bytes=1000-'], ['bytes=1000-1001'], ['bytes=-0']])('%s is beyond the file', (range) => {
    expect(wanted(range)).toBe('unsatisfiable')
  })

  it('a stretch of another version is the whole file', () => {
    expect(wanted('bytes=0-99', '"a"')).toEqual({ start: 0, end: 99 })
    expect(wanted('bytes=0-99', '"b"')).toBeNull()
  })
})
