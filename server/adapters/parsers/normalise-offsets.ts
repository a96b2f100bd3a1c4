import type { Block, Mark, PageRange, ParsedDocument, TextRange } from '../../ports/parsed-document.ts'

type Ranged = Pick<ParsedDocument, 'text' | 'blocks' | 'marks' | 'pages'>

const JOINS_BEFORE = /[\p{M}\u1160-\u11ff]/u

/** Brings text to NFC and moves every offset with it. Text that is NFC already is returned as it is. */
export function normaliseOffsets(document: Ranged): Ranged {
  const { text } = document
  if (text.normalize('NFC') === text) return document
  const edges = new Set<number>()
  const collect = (range: TextRange): void => {
    edges.add(range.start).add(range.end)
  }
  document.blocks.forEach((block) => {
    collect(block)
    if (block.kind === 'table-row') block.cells.forEach(collect)
  })
  document.marks.forEach(collect)
  document.pages.forEach(collect)

  const moved = new Map<number, number>()
  const parts: string[] = []
  let done = 0
  let length = 0
  for (const edge of [...edges].toSorted((a, b) => a - b)) {
    // A combining character belongs to the letter before it, so the edge moves behind it.
    let cut = Math.max(edge, done)
    while (cut < text.length && JOINS_BEFORE.test(text.charAt(cut))) cut++
    const part = text.slice(done, cut).normalize('NFC')
    parts.push(part)
    length += part.length
    done = cut
    moved.set(edge, length)
  }
  parts.push(text.slice(done).normalize('NFC'))
  const move = <T extends TextRange>(range: T): T => ({
    ...range,
    start: moved.get(range.start) ?? 0,
    end: moved.get(range.end) ?? 0,
  })
  return {
    text: parts.join(''),
    blocks: document.blocks.map((block): Block => {
      const result = move(block)
      return result.kind === 'table-row' ? { ...result, cells: result.cells.map(move) } : result
    }),
    marks: document.marks.map((mark): Mark => move(mark)),
    pages: document.pages.map((page): PageRange => move(page)),
  }
}
