import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { cleanCharacters } from './clean-characters.ts'
import { DocumentBuilder } from './document-builder.ts'

const LIST_LINE = /^[ \t]*(?:[-*•·–‣◦]|(\d{1,3})[.)])[ \t]+(?=\S)/
const MIN_WRAP = 50
const MAX_WRAP = 130
const MAX_TITLE = 150
/** How a sentence or a lead-in ends, but not a title. */
const NOT_A_TITLE = /[.,;:]$/

/**
 * Reads plain text: a first line that stands alone as the title, paragraphs between blank lines, hard-wrapped lines joined, lists by
 * their bullets or numbers.
 */
export function parseText(source: string): ParsedDocument {
  const builder = new DocumentBuilder()
  const lines = cleanCharacters(source).replace(/\f/g, '\n\n').split('\n')
  const wrapped = isHardWrapped(lines)
  const groups = groupsOf(lines)
  const title = titleOf(groups)
  if (title !== null) {
    builder.startBlock({ kind: 'heading', level: 1 })
    builder.text(title)
    builder.endBlock()
  }
  for (const group of title === null ? groups : groups.slice(1)) writeGroup(builder, group, wrapped)
  return builder.finish({ format: 'text', title, warnings: [] })
}

/** Runs of lines between blank ones. */
function groupsOf(lines: readonly string[]): string[][] {
  const groups: string[][] = []
  let group: string[] = []
  for (const line of [...lines, '']) {
    if (line.trim() !== '') group.push(line)
    else if (group.length > 0) {
      groups.push(group)
      group = []
    }
  }
  return groups
}

/** The first line, when it stands alone above more text and reads like a title. */
function titleOf(groups: readonly (readonly string[])[]): string | null {
  const [first, second] = groups
  if (first?.length !== 1 || second === undefined) return null
  const line = first[0]?.trim() ?? ''
  return line.length > MAX_TITLE || NOT_A_TITLE.test(line) || LIST_LINE.test(line) ? null : line
}

function writeGroup(builder: DocumentBuilder, lines: readonly string[], wrapped: boolean): void {
  const indents = lines.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0)
  const lists = lines.map((line) => LIST_LINE.exec(line))
  lines.forEach((line, index) => {
    const list = lists[index]
    if (list) {
      const depth = Math.min(9, Math.floor((indents[index] ?? 0) / 2))
      const number = list[1] === undefined ? null : Number(list[1])
      builder.startBlock({ kind: 'list-item', depth, number })
      builder.text(line.slice(list[0].length))
      return
    }
    if (!builder.hasOpenBlock) builder.startBlock({ kind: 'paragraph' })
    else if (wrapped && (lists.some(Boolean) || (lines[index - 1]?.trimEnd().length ?? 0) >= MIN_WRAP)) {
      builder.text(' ')
    } else builder.lineBreak()
    builder.text(line)
  })
  builder.endBlock()
}

/** Most lines that another line follows end close to one common width. */
function isHardWrapped(lines: readonly string[]): boolean {
  const inner = lines.filter((line, index) => line.trim() !== '' && (lines[index + 1]?.trim() ?? '') !== '')
  const widths = inner.map((line) => line.trimEnd().length).filter((width) => width >= MIN_WRAP)
  if (widths.length < Math.max(2, inner.length * 0.5)) return false
  const widest = widths.toSorted((a, b) => a - b)[Math.floor(widths.length * 0.95)] ?? 0
  if (widest > MAX_WRAP) return false
  return widths.filter((width) => width >= widest - 18).length >= widths.length * 0.7
}
