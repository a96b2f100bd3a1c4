import { sentences } from '../../kernel/text/sentences.ts'
import type { Block, TextRange } from '../../ports/parsed-document.ts'
import type { StudySentence } from '../../ports/study-material.ts'

const WORD = /\p{L}{2}/u

/** The sentences of the blocks that hold text; `plain` has blanks where there is no language. */
export function studySentences(
  { text, plain }: { readonly text: string; readonly plain: string },
  { blocks, sectionOfBlock }: { readonly blocks: readonly Block[]; readonly sectionOfBlock: readonly number[] },
  language: string,
): StudySentence[] {
  return blocks.flatMap((block, index) => {
    if (block.kind === 'heading' || block.kind === 'code') return []
    const { kind } = block
    const section = sectionOfBlock[index] ?? 0
    const listNumber = block.kind === 'list-item' ? block.number : null
    const ranges: readonly TextRange[] = block.kind === 'table-row' ? block.cells : [block]
    return ranges.flatMap((range) =>
      sentences(text.slice(range.start, range.end), language)
        .map(({ start, end }) => ({ start: range.start + start, end: range.start + end, section, kind, listNumber }))
        .filter(({ start, end }) => WORD.test(plain.slice(start, end))),
    )
  })
}
