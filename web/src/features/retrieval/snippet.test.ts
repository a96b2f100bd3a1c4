import { describe, expect, it } from 'vitest'
import { snippetOf } from './snippet.ts'

const FILLER = 'lorem ipsum dolor '.repeat(40)
const TEXT = `${FILLER}the nautilus swims ${FILLER}`
const OFFSET = 1000
const UNNAMED = { title: '', headingPath: [] }
const passage = { ...UNNAMED, start: OFFSET, end: OFFSET + TEXT.length, text: TEXT }
const at = OFFSET + TEXT.indexOf('nautilus')

describe('a snippet', () => {
  it('is the whole of a short passage', () => {
    const short = { ...UNNAMED, start: 5, end: 25, text: 'twenty characters !!' }
    expect(snippetOf(short, [])).toEqual({ start: 5, end: 25, isCutBefore: false, isCutAfter: false })
  })

  it('holds the matches and begins and ends with whole words', () => {
    const { start, end, isCutBefore, isCutAfter } = snippetOf(passage, [{ start: at, end: at + 8 }])
    const text = TEXT.slice(start - OFFSET, end - OFFSET)
    expect(text).toContain('nautilus')
    expect(text).toMatch(/^(lorem|ipsum|dolor) .* (lorem|ipsum|dolor)$/s)
    expect([isCutBefore, isCutAfter]).toEqual([true, true])
    expect(text.length).toBeLessThanOrEqual(300)
  })

  it('begins with the passage when nothing is marked, and shows the part with most matches', () => {
    expect(snippetOf(passage, []).start).toBe(OFFSET)
    const last = OFFSET + TEXT.length - 5
    const marks = [
      { start: OFFSET, end: OFFSET + 5 },
      { start: last - 30, end: last - 25 },
      { start: last, end: last + 5 },
    ]
    const { start, end, isCutAfter } = snippetOf(passage, marks)
    expect(start).toBeGreaterThan(OFFSET + 5)
    expect(end).toBe(OFFSET + TEXT.length)
    expect(isCutAfter).toBe(false)
  })

  it('cuts text without blanks, too', () => {
    const text = '漢'.repeat(1000)
    const { start, end } = snippetOf({ ...UNNAMED, start: 0, end: 1000, text }, [{ start: 500, end: 502 }])
    expect(start).toBeLessThanOrEqual(500)
    expect(end).toBeGreaterThanOrEqual(502)
  })

  it('leaves out the heading that the passage begins with, unless there is nothing else', () => {
    const named = { title: 'Cells', headingPath: ['Cells', 'Walls'], start: 10 }
    const text = 'Walls\n\nA wall is thin.'
    expect(snippetOf({ ...named, end: 10 + text.length, text }, []).start).toBe(10 + text.indexOf('A wall'))
    expect(snippetOf({ ...named, end: 16, text: 'Walls\n' }, []).start).toBe(10)
    const other = 'Walls are thin.'
    expect(snippetOf({ ...named, end: 25, text: other }, []).start).toBe(10)
  })
})
