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
  return [...chunksOf(parsed, language)]
}

/** As `chunkDocument`, one by one: a long document can be cut without holding up what else is to be done. */
export function* chunksOf(parsed: ParsedDocument, language: string): Generator<NewChunk> {
  const sections = sectionsOf(parsed)
  let carried: Block[] = []
  let ordinal = 0
  for (const [index, section] of sections.entries()) {
    const next = sections[index + 1]
    const blocks = [...carried, ...section.blocks]
    carried = []
    const isBare = section.blocks.every((block) => block.kind === 'heading')
    if (isBare && next !== undefined && next.level > section.level) {
      carried = blocks
      continue
    }
    for (const atoms of pack(parsed.text, blocks, language)) {
      const start = atoms[0]?.start ?? 0
      const end = atoms.at(-1)?.end ?? 0
      yield {
        ordinal,
        headingPath: section.headingPath,
        start,
        end,
        ...pagesOf(parsed.pages, start, end),
        tokenCount: textSize(parsed.text.slice(start, end)).tokens,
      }
      ordinal++
    }
  }
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

/** Groups the atoms of a section's blocks into chunks. */
function* pack(text: string, blocks: readonly Block[], language: string): Generator<Atom[]> {
  let group: Atom[] = []
  let size = 0
  for (const block of blocks) {
    const atoms = atomsOf(text, block, language)
    const blockSize = sizeOfAll(atoms)
    for (const [index, atom] of atoms.entries()) {
      const full = size + atom.size > 1
      const blockFitsNext = index === 0 && size >= FULL_ENOUGH && size + blockSize > 1
      if (group.length > 0 && (full || blockFitsNext)) {
        yield group
        const last = group.at(-1)
        group = last !== undefined && repeats(last, atom) ? [last] : []
        size = sizeOfAll(group)
      }
      group.push(atom)
      size += atom.size
    }
  }
  if (group.length > 0) yield group
}

function sizeOfAll(atoms: readonly Atom[]): number {
  return atoms.reduce((sum, atom) => sum + atom.size, 0)
}

function repeats(last: Atom, next: Atom): boolean {
  const isProse = last.kind === 'paragraph' || last.kind === 'quote' || last.kind === 'list-item'
  return isProse && last.size <= MAX_OVERLAP && last.size + next.size <= 1
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
