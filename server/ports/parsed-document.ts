import type { DocumentFormat } from '@learnpath/contracts'

/** Half-open range of UTF-16 code units in `ParsedDocument.text`. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A piece of the document's structure. Blocks are in reading order, do not overlap, and cover all text but the white space between them. */
export type Block =
  | (TextRange & { readonly kind: 'heading'; readonly level: number })
  | (TextRange & { readonly kind: 'paragraph' })
  | (TextRange & { readonly kind: 'quote' })
  | (TextRange & { readonly kind: 'code'; readonly language: string | null })
  | (TextRange & {
      readonly kind: 'list-item'
      /** 0 for the outermost list. */
      readonly depth: number
      /** 1-based number in an ordered list, null in a bulleted one. */
      readonly number: number | null
    })
  | (TextRange & {
      readonly kind: 'table-row'
      /** Index of the table in the document, from 0. */
      readonly table: number
      readonly header: boolean
      readonly cells: readonly TextRange[]
    })

/** Emphasis of the author, code spans and links. May lie anywhere inside blocks. */
export type Mark =
  | (TextRange & { readonly kind: 'bold' | 'italic' | 'code' })
  | (TextRange & { readonly kind: 'link'; readonly href: string })

/** Where a page's text lies. `page` counts from 1. A page without text has start === end. */
export interface PageRange extends TextRange {
  readonly page: number
}

/**
 * What every parser makes of every format. `text` is the text that search, citations and readers use:
 * NFC, LF line ends, blocks separated by blank lines (table rows and list items by one line end), table cells joined by ' | ',
 * hyphenation repaired, running headers and footers dropped.
 */
export interface ParsedDocument {
  readonly format: DocumentFormat
  /** From metadata or the first heading; null when the document has none. */
  readonly title: string | null
  readonly text: string
  readonly blocks: readonly Block[]
  readonly marks: readonly Mark[]
  /** Empty when the format has no pages. */
  readonly pages: readonly PageRange[]
  /** Things a person should know, e.g. "pages 3, 7 have no text layer". */
  readonly warnings: readonly string[]
}
