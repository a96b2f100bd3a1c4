import type { Block, PageRange } from '../../ports/parsed-document.ts'
import type { StudySection } from '../../ports/study-material.ts'

export interface SectionedText {
  readonly text: string
  /** The text with everything that is no language blanked out. */
  readonly plain: string
  readonly blocks: readonly Block[]
  readonly pages: readonly PageRange[]
}

interface OpenSection {
  readonly headingPath: readonly string[]
  readonly level: number
  readonly start: number
  end: number
  readingCharacters: number
}

/** One section per heading, and one for text before the first; `sectionOfBlock[i]` is the section of block i. */
export function studySections({ text, plain, blocks, pages }: SectionedText): {
  readonly sections: readonly StudySection[]
  readonly sectionOfBlock: readonly number[]
} {
  const sections: OpenSection[] = []
  const path: { readonly level: number; readonly name: string }[] = []
  const sectionOfBlock = blocks.map((block) => {
    if (block.kind === 'heading') {
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop()
      path.push({ level: block.level, name: text.slice(block.start, block.end).replaceAll(/\s+/g, ' ') })
      sections.push(opened(block.start, block.level, path))
    } else if (sections.length === 0) sections.push(opened(block.start, 0, path))
    const section = sections.at(-1)
    if (section !== undefined) {
      section.end = block.end
      section.readingCharacters += readingCharacters(plain, block)
    }
    return sections.length - 1
  })
  return {
    sections: sections.map((section) => ({ ...section, ...pagesOf(section, pages) })),
    sectionOfBlock,
  }
}

function opened(start: number, level: number, path: readonly { readonly name: string }[]): OpenSection {
  return { headingPath: path.map(({ name }) => name), level, start, end: start, readingCharacters: 0 }
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu

function readingCharacters(plain: string, block: Block): number {
  if (block.kind === 'heading') return 0
  const count = plain.slice(block.start, block.end).match(LETTER_OR_DIGIT)?.length ?? 0
  return block.kind === 'code' || block.kind === 'table-row' ? Math.round(count / 2) : count
}

function pagesOf(
  section: { readonly start: number; readonly end: number },
  pages: readonly PageRange[],
): { page: number | null; pageEnd: number | null } {
  const touched = pages.filter((page) => page.start < section.end && page.end > section.start)
  return { page: touched[0]?.page ?? null, pageEnd: touched.at(-1)?.page ?? null }
}
