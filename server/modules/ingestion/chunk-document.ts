import type { Block, PageRange, ParsedDocument } from '../../ports/parsed-document.ts'
import type { NewChunk } from '../library/index.ts'
import { atomsOf } from './chunk-atoms.ts'
import type { Atom } from './chunk-atoms.ts'
import { textSize } from './chunk-tokens.ts'

/** Goes up whenever the same document would be cut differently, so that stored chunks can be told from new ones. */
export const CHUNKER_VERSION = '1'

/** A chunk this full may end at the end of a block instead of being filled up. */
const FULL_ENOUGH = 0.5
/** Longest sentence that is repeated at the start of the next chunk, as a share of a chunk. */
const MAX_OVERLAP = 0.2

interface Section {
  /** Texts of the headings above, the section's own heading last. */
  readonly headingPath: readonly string[]
  readonly level: number
  readonly blocks: Block[]
}

/**
 * Cuts a document into chunks for search and citation. A chunk stays inside one section, has at most about 200 words (320 tokens,
 * estimated), ends at a block or else a sentence, and repeats the last sentence of the chunk before it when that is in the same
 * section. A heading without text of its own joins the first chunk below it. Together the chunks cover all text but white space.
 */
export function chunkDocument(parsed: ParsedDocument, language: string): NewChunk[] {
  const chunks: NewChunk[] = []
  const add = (headingPath: readonly string[], atoms: readonly Atom[]): void => {
    const start = atoms[0]?.start ?? 0
    const end = atoms.at(-1)?.end ?? 0
    chunks.push({
      ordinal: chunks.length,
      headingPath,
      start,
      end,
      ...pagesOf(parsed.pages, start, end),
      tokenCount: textSize(parsed.text.slice(start, end)).tokens,
    })
  }
  const sections = sectionsOf(parsed)
  let carried: Block[] = []
  sections.forEach((section, index) => {
    const next = sections[index + 1]
    const blocks = [...carried, ...section.blocks]
    carried = []
    const isBare = section.blocks.every((block) => block.kind === 'heading')
    if (isBare && next !== undefined && next.level > section.level) {
      carried = blocks
      return
    }
    for (const atoms of pack(atomsOf(parsed.text, blocks, language))) add(section.headingPath, atoms)
  })
  return chunks
}

function sectionsOf(parsed: ParsedDocument): Section[] {
  const sections: Section[] = [{ headingPath: [], level: 0, blocks: [] }]
  const stack: { level: number; text: string }[] = []
  for (const block of parsed.blocks) {
    if (block.kind === 'heading') {
      while ((stack.at(-1)?.level ?? 0) >= block.level) stack.pop()
      stack.push({ level: block.level, text: parsed.text.slice(block.start, block.end).replace(/\s+/g, ' ').trim() })
      sections.push({ headingPath: stack.map((heading) => heading.text), level: block.level, blocks: [] })
    }
    sections.at(-1)?.blocks.push(block)
  }
  return sections.filter((section) => section.blocks.length > 0)
}

/** Groups a section's atoms into chunks. */
function pack(atoms: readonly Atom[]): Atom[][] {
  const groups: Atom[][] = []
  let group: Atom[] = []
  let size = 0
  atoms.forEach((atom, index) => {
    const startsBlock = atoms[index - 1]?.block !== atom.block
    const full = size + atom.size > 1
    if (group.length > 0 && (full || (startsBlock && size >= FULL_ENOUGH && size + blockSize(atoms, index) > 1))) {
      groups.push(group)
      const last = group.at(-1)
      const overlap = last !== undefined && repeats(last, atom) ? [last] : []
      group = [...overlap]
      size = overlap.reduce((sum, each) => sum + each.size, 0)
    }
    group.push(atom)
    size += atom.size
  })
  if (group.length > 0) groups.push(group)
  return groups
}

function repeats(last: Atom, next: Atom): boolean {
  const isProse = last.kind === 'paragraph' || last.kind === 'quote' || last.kind === 'list-item'
  return isProse && last.size <= MAX_OVERLAP && last.size + next.size <= 1
}

function blockSize(atoms: readonly Atom[], from: number): number {
  const block = atoms[from]?.block
  let size = 0
  for (let index = from; index < atoms.length && atoms[index]?.block === block; index++) size += atoms[index]?.size ?? 0
  return size
}

function pagesOf(pages: readonly PageRange[], start: number, end: number): Pick<NewChunk, 'pageStart' | 'pageEnd'> {
  return { pageStart: pageAt(pages, start), pageEnd: pageAt(pages, Math.max(start, end - 1)) }
}

/** The last page that begins at or before the offset and is not empty. */
function pageAt(pages: readonly PageRange[], offset: number): number | null {
  let low = 0
  let high = pages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pages[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  for (let index = low - 1; index >= 0; index--) {
    const page = pages[index]
    if (page !== undefined && page.end > offset) return page.page
  }
  return low > 0 ? (pages[low - 1]?.page ?? null) : (pages[0]?.page ?? null)
}
