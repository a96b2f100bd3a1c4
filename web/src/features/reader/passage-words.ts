import type { Document } from '@learnpath/contracts'
import { readerAddress } from '../../components/passage.tsx'
import { pageAt, type ReadingText, type TextRange } from './reading-text.ts'

/** Words of a document that something is to be done with. */
export interface ChosenWords {
  readonly words: string
  /** Null where the document's text does not hold them, as on a page that is a picture. */
  readonly range: TextRange | null
  readonly page: number | null
}

/** The words of a stretch of text, as people write them. */
export function chosenWords({ text, pages }: ReadingText, range: TextRange): ChosenWords {
  const words = text.slice(range.start, range.end).trim()
  return { words, range, page: pageAt(pages, range.start) }
}

/** Characters of a passage that its link carries, to find it again when the text has changed. */
const LINK_WORDS = 60

/** A link to the words that other people with this library can open. */
export function linkTo(document: Document, { words, range, page }: ChosenWords): string {
  const place = range ?? { start: 0, end: 0 }
  const address = readerAddress({ documentId: document.id, ...place, page })
  const more = new URLSearchParams({ v: (document.versionHash ?? '').slice(0, 12) })
  if (range !== null) more.set('words', words.slice(0, LINK_WORDS).split('\n')[0] ?? '')
  return `${window.location.origin}/app${address}&${more.toString()}`
}

/** Whether the words are in the clipboard now; a browser may not allow it. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
