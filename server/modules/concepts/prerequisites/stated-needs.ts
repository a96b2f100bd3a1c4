import type { Block } from '../../../ports/parsed-document.ts'
import { linksIn, textOf, type DocumentReference, type HintedText } from './hinted-text.ts'

/** What authors write over, or before, that which a reader has to know already. */
const LABELS = [
  'pre-?requisites?|required knowledge|(assumed|prior|previous|background) knowledge|before you (begin|start)|what you (should|need to) know',
  'voraussetzung(en)?|(benötigte |erforderliche |nötige )?vorkenntnisse|vorwissen|bevor (sie|du) (beginnen|beginnst|anfangen|anfängst)|was (sie|du) (wissen|können) (sollten|solltest|müssen|musst)',
  'pré-?requis|connaissances préalables|re?quisitos previos|pre-?requisitos|conocimientos previos|prerequisiti|pré-requisitos|vereiste voorkennis|voorkennis',
].join('|')
const WHOLE = new RegExp(`^(?:[\\d.]+ )?(?:${LABELS})\\s*[:：]?$`, 'iu')
const BEGINNING = new RegExp(`^(?:${LABELS})\\s*[:：]`, 'iu')
const BETWEEN_NAMES = /[,;•|]| (?:and|und|et|y|e|en) /u
const LONGEST_NAME = 100

/**
 * What a document names as its prerequisites: a row of a table, a section, or a paragraph or list under such a label. Links count;
 * where there are none, the names between commas do.
 */
export function statedNeeds(document: HintedText): DocumentReference[] {
  const { blocks } = document
  return blocks.flatMap((block, index) => {
    if (block.kind === 'heading') return isLabel(document, block) ? needsIn(document, sectionUnder(blocks, index)) : []
    if (block.kind === 'table-row') {
      const [label, ...cells] = block.cells
      return label !== undefined && isLabel(document, label) ? needsIn(document, cells) : []
    }
    if (block.kind === 'code') return []
    if (isLabel(document, block)) return needsIn(document, listUnder(blocks, index))
    const label = BEGINNING.exec(textOf(document, block))?.[0]
    return label === undefined ? [] : needsIn(document, [{ start: block.start + label.length, end: block.end }])
  })
}

function isLabel(document: HintedText, range: { readonly start: number; readonly end: number }): boolean {
  return range.end - range.start <= LONGEST_NAME && WHOLE.test(textOf(document, range))
}

function sectionUnder(blocks: readonly Block[], heading: number): readonly Block[] {
  const rest = blocks.slice(heading + 1)
  const end = rest.findIndex(({ kind }) => kind === 'heading')
  return end < 0 ? rest : rest.slice(0, end)
}

function listUnder(blocks: readonly Block[], label: number): readonly Block[] {
  const rest = blocks.slice(label + 1)
  const end = rest.findIndex(({ kind }) => kind !== 'list-item')
  return end < 0 ? rest : rest.slice(0, end)
}

function needsIn(
  document: HintedText,
  ranges: readonly { readonly start: number; readonly end: number }[],
): DocumentReference[] {
  return ranges.flatMap((range) => {
    const links = linksIn(document, range)
    return links.length > 0 ? links : namesIn(textOf(document, range))
  })
}

function namesIn(text: string): DocumentReference[] {
  return text
    .split(BETWEEN_NAMES)
    .map((name) => name.trim().replace(/[.:]$/u, ''))
    .filter((name) => name !== '' && name.length <= LONGEST_NAME)
    .map((name) => ({ href: null, name }))
}
