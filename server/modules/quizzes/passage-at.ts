import type { DocumentText } from '@learnpath/contracts'

/** Where an evidence stands: the blocks it touches, the headings above them and the pages of the evidence itself. */
export interface PassagePlace {
  readonly start: number
  readonly end: number
  readonly headingPath: readonly string[]
  readonly page: number | null
  readonly pageEnd: number | null
}

type Place = Pick<DocumentText, 'text' | 'blocks' | 'pages'>

/** Longest passage around a short evidence, in UTF-16 units; longer blocks are not shown whole. */
const LONGEST = 2000

export function passageAt({ text, blocks, pages }: Place, start: number, end: number): PassagePlace {
  const headings: { level: number; text: string }[] = []
  let from = start
  let to = end
  for (const block of blocks) {
    if (block.start >= end) break
    if (block.kind === 'heading' && block.end <= start) {
      const level = Number(block['level'])
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop()
      headings.push({ level, text: text.slice(block.start, block.end) })
    }
    if (block.end <= start || block.end - block.start > LONGEST) continue
    from = Math.min(from, block.start)
    to = Math.max(to, block.end)
  }
  const touched = pages.filter((page) => page.start < end && page.end > start)
  return {
    start: from,
    end: to,
    headingPath: headings.map((heading) => heading.text),
    page: touched[0]?.page ?? null,
    pageEnd: touched.at(-1)?.page ?? null,
  }
}
