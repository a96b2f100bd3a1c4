import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, ParsedDocument } from '../../ports/parsed-document.ts'
import { MAX_CHUNK_TOKENS, MAX_CHUNK_WORDS } from './chunk-atoms.ts'
import { chunkDocument } from './chunk-document.ts'
import { textSize } from './chunk-tokens.ts'

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

type Part = { readonly shape: Record<string, unknown> & { readonly kind: Block['kind'] }; readonly text: string }

function documentOf(parts: readonly Part[], pageOf?: (index: number) => number): ParsedDocument {
  let text = ''
  const blocks: Block[] = []
  const pages: { page: number; start: number; end: number }[] = []
  parts.forEach((part, index) => {
    if (text !== '') text += '\n\n'
    const start = text.length
    text += part.text
    const range = { start, end: text.length }
    blocks.push({ ...part.shape, ...range, ...(part.shape.kind === 'table-row' ? { cells: [range] } : {}) } as Block)
    if (pageOf === undefined) return
    const last = pages.at(-1)
    if (last?.page === pageOf(index)) last.end = text.length
    else pages.push({ page: pageOf(index), ...range })
  })
  return { format: 'markdown', title: null, text, blocks, marks: [], pages, warnings: [] }
}

const heading = (level: number, text: string): Part => ({ shape: { kind: 'heading', level }, text })
const paragraph = (text: string): Part => ({ shape: { kind: 'paragraph' }, text })
const sentence = (words: number, name: string): string => `${`${name} word `.repeat(words / 2).trim()}.`

describe('chunkDocument', () => {
  it('keeps sections apart, with the path of headings and the own heading in the first chunk', () => {
    const parsed = documentOf([
      heading(1, 'Plants'),
      paragraph('Plants are green.'),
      heading(2, 'Cells'),
      paragraph('Cells have walls.'),
      heading(1, 'Animals'),
      paragraph('Animals move.'),
    ])
    const chunks = chunkDocument(parsed, 'en')
    expect(chunks.map((chunk) => chunk.headingPath)).toEqual([['Plants'], ['Plants', 'Cells'], ['Animals']])
    expect(parsed.text.slice(chunks[1]?.start, chunks[1]?.end)).toBe('Cells\n\nCells have walls.')
  })

  it('joins a heading without text of its own to the first section below', () => {
    const parsed = documentOf([heading(1, 'Plants'), heading(2, 'Cells'), paragraph('Cells have walls.')])
    const chunks = chunkDocument(parsed, 'en')
    expect(chunks).toHaveLength(1)
    expect(chunks[0]).toMatchObject({ start: 0, headingPath: ['Plants', 'Cells'] })
  })

  it('repeats the last sentence in the next chunk of the same section, never of another', () => {
    const long = Array.from({ length: 12 }, (_, index) => sentence(30, `S${index}`)).join(' ')
    const parsed = documentOf([heading(1, 'A'), paragraph(long), heading(1, 'B'), paragraph('Short.')])
    const chunks = chunkDocument(parsed, 'en')
    const inA = chunks.filter((chunk) => chunk.headingPath[0] === 'A')
    expect(inA.length).toBeGreaterThan(1)
    expect(inA[1]?.start).toBeLessThan(inA[0]?.end ?? 0)
    expect(parsed.text.slice(inA[1]?.start, inA[0]?.end)).toMatch(/^S\d+ word .*\.$/)
    const first = chunks.find((chunk) => chunk.headingPath[0] === 'B')
    expect(first?.start).toBeGreaterThanOrEqual(inA.at(-1)?.end ?? Infinity)
  })

  it('tells the pages a chunk lies on', () => {
    const parts = [paragraph('One.'), paragraph('Two.'), paragraph('Three.')]
    expect(
      chunkDocument(
        documentOf(parts, (index) => index + 4),
        'en',
      )[0],
    ).toMatchObject({ pageStart: 4, pageEnd: 6 })
    expect(chunkDocument(documentOf(parts), 'en')[0]).toMatchObject({ pageStart: null, pageEnd: null })
  })

  it('covers every document within its bounds, in order, never cutting a character', () => {
    const word = fc.constantFrom('cell', 'Wand', '🙂', 'x'.repeat(400), '漢字', 'a.', 'end.', '🙂'.repeat(200), 'é')
    const text = fc.array(word, { minLength: 1, maxLength: 260 }).map((words) => words.join(' '))
    const part = fc.oneof(
      fc
        .record({ level: fc.integer({ min: 1, max: 3 }), text: fc.constantFrom('Head', 'Top') })
        .map((each) => heading(each.level, each.text)),
      text.map(paragraph),
      text.map((each): Part => ({ shape: { kind: 'code', language: null }, text: each.replace(/ a\. /g, '\n') })),
      text.map((each): Part => ({ shape: { kind: 'table-row', table: 0, header: false }, text: each })),
      text.map((each): Part => ({ shape: { kind: 'list-item', depth: 0, number: null }, text: each })),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
        const parsed = documentOf(parts)
        const chunks = chunkDocument(parsed, 'en')
        const covered = new Uint8Array(parsed.text.length)
        chunks.forEach((chunk, index) => {
          const slice = parsed.text.slice(chunk.start, chunk.end)
          expect(chunk.ordinal).toBe(index)
          expect(slice).toBe(slice.trim())
          expect(slice).not.toMatch(LONE_SURROGATE)
          const size = textSize(slice)
          // Headings that join a section come on top.
          const extra = chunk.headingPath.length * 2 + 8
          expect(size.words).toBeLessThanOrEqual(MAX_CHUNK_WORDS + extra)
          expect(size.tokens).toBeLessThanOrEqual(MAX_CHUNK_TOKENS + extra)
          expect(chunk.start).toBeGreaterThanOrEqual(chunks[index - 1]?.start ?? 0)
          expect(chunk.end).toBeGreaterThan(chunks[index - 1]?.end ?? 0)
          covered.fill(1, chunk.start, chunk.end)
        })
        const missed = [...covered.keys()].filter((at) => covered[at] === 0).map((at) => parsed.text.charAt(at))
        expect(missed.join('').trim()).toBe('')
      }),
      { numRuns: 150 },
    )
  })
})
