import { plainText, spansOf } from './line-text.ts'
import type { Row } from './reading-order.ts'

export interface PageRows {
  readonly page: number
  readonly height: number
  readonly rows: readonly Row[]
}

const MARGIN = 0.14
/** Lines looked at in each margin. */
const DEPTH = 3
const PAGE_NUMBER =
  /^(?:[-–—•|\s]*(?:page|seite|p\.|s\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of|von)\s*\d{1,4})?[-–—•|\s]*)$/i

interface Candidate {
  readonly page: number
  readonly row: Row
  readonly key: string
  readonly isNumber: boolean
}

/**
 * Drops running headers, footers and page numbers: lines in the margins that stand at the same height on other pages with the
 * same words (digits aside), and page numbers that other pages have at the same height too.
 */
export function dropRunningLines(pages: readonly PageRows[]): PageRows[] {
  const candidates = pages.flatMap(marginLines)
  const counts = new Map<string, Set<number>>()
  for (const candidate of candidates) {
    for (const key of neighbourKeys(candidate)) {
      const seen = counts.get(key)
      if (seen === undefined) counts.set(key, new Set([candidate.page]))
      else seen.add(candidate.page)
    }
  }
  const needed = pages.length <= 3 ? 2 : 3
  const dropped = new Set<Row>()
  for (const candidate of candidates) {
    const repeats = neighbourKeys(candidate).some((key) => (counts.get(key)?.size ?? 0) >= needed)
    const isOwnNumber = candidate.isNumber && Number(/\d+/.exec(candidate.key)?.[0]) === candidate.page
    if (repeats || (isOwnNumber && pages.length > 1)) dropped.add(candidate.row)
  }
  return pages.map((page) => ({ ...page, rows: page.rows.filter((row) => !dropped.has(row)) }))
}

function marginLines(page: PageRows): Candidate[] {
  const byHeight = page.rows.toSorted((a, b) => a.y - b.y)
  const outermost = [byHeight[0], byHeight.at(-1)].filter((row) => row !== undefined)
  const top = byHeight.slice(0, DEPTH).filter((row) => row.y < page.height * MARGIN)
  const bottom = byHeight.slice(-DEPTH).filter((row) => row.y > page.height * (1 - MARGIN))
  const inMargin = new Set([...top, ...bottom])
  const candidates = [...new Set([...inMargin, ...outermost])].map((row) => {
    const text = row.segments
      .map((segment) => plainText(spansOf(segment)))
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim()
    return { page: page.page, row, key: text, isNumber: PAGE_NUMBER.test(text) }
  })
  // Page numbers may stand far from the edge, but nothing stands beyond them.
  return candidates.filter(({ row, isNumber }) => isNumber || inMargin.has(row))
}

/** Two keys per line, so that lines a little apart in height still share one. */
function neighbourKeys(candidate: Candidate): string[] {
  const words = candidate.isNumber ? '#' : candidate.key.replace(/\d+/g, '#').toLowerCase()
  const place = candidate.row.y / 8
  return [`${words}@a${Math.floor(place)}`, `${words}@b${Math.floor(place + 0.5)}`]
}
