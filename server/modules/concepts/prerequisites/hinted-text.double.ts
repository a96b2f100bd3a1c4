import type { Block, Mark } from '../../../ports/parsed-document.ts'
import type { HintedText } from './hinted-text.ts'

const LINK = /\[([^\]]*)\]\(([^)]*)\)/gu

/** A document of the given blocks; `[name](href)` in them becomes a link, ` | ` in a table row parts its cells. */
export function hintedText(
  parts: readonly (readonly ['heading' | 'paragraph' | 'list-item' | 'table-row', string])[],
): HintedText {
  let text = ''
  const blocks: Block[] = []
  const marks: Mark[] = []
  for (const [kind, source] of parts) {
    const start = text.length
    let read = 0
    for (const match of source.matchAll(LINK)) {
      const [whole, name = '', href = ''] = match
      text += source.slice(read, match.index)
      marks.push({ kind: 'link', start: text.length, end: text.length + name.length, href })
      text += name
      read = match.index + whole.length
    }
    text += source.slice(read)
    blocks.push(blockOf(kind, text, start))
    text += '\n\n'
  }
  return { text, blocks, marks }
}

function blockOf(kind: 'heading' | 'paragraph' | 'list-item' | 'table-row', text: string, start: number): Block {
  const end = text.length
  if (kind === 'heading') return { kind, start, end, level: 2 }
  if (kind === 'list-item') return { kind, start, end, depth: 0, number: null }
  if (kind === 'paragraph') return { kind, start, end }
  const bar = text.indexOf(' | ', start)
  const cells = [
    { start, end: bar },
    { start: bar + 3, end },
  ]
  return { kind, start, end, table: 0, header: false, cells }
}
