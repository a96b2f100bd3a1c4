import type { Token } from 'markdown-it'
import type { DocumentBuilder, MarkShape } from './document-builder.ts'

/** Writes a piece of HTML into a builder. */
export type WriteHtml = (builder: DocumentBuilder, html: string) => void

interface OpenList {
  readonly ordered: boolean
  next: number
}

const FOOTNOTE = /\[\^[^\]\s]+\]:?/g
/** Attribute lists of kramdown and Jekyll: `{: #id .class key="value"}`. */
const ATTRIBUTES = /\{:(?:\s*(?:[#.][\w-]+(?![\w-])|[\w-]+=(?:"[^"{}]*"|'[^'{}]*')))+\s*\}/g
const TASK = /^\[[ xX]\]\s+/

/** Whether a block of HTML holds more than tags and comments; most in Markdown are lone tags around it. */
export function hasHtmlText(html: string): boolean {
  const text = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<\/?[a-zA-Z][^>]*>/g, '')
  return text.trim() !== '' || /<img\b[^>]*\balt=/i.test(html)
}

/** Writes the tokens of markdown-it into a builder. */
export class MarkdownWalker {
  readonly #builder: DocumentBuilder
  readonly #writeHtml: WriteHtml | undefined
  readonly #lists: OpenList[] = []
  /** The list item whose first paragraph is still to come. */
  #item: { depth: number; number: number | null } | null = null
  #quotes = 0
  #table = 0
  #inHead = false

  constructor(builder: DocumentBuilder, writeHtml: WriteHtml | undefined) {
    this.#builder = builder
    this.#writeHtml = writeHtml
  }

  walk(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (token.nesting > 0) this.#open(token)
      else if (token.nesting < 0) this.#close(token)
      else this.#leaf(token)
    }
  }

  #open(token: Token): void {
    switch (token.type) {
      case 'paragraph_open':
        this.#startText()
        break
      case 'heading_open':
        this.#builder.startBlock({ kind: 'heading', level: Number(token.tag.charAt(1)) })
        break
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.#lists.push({ ordered: token.type === 'ordered_list_open', next: Number(token.attrGet('start') ?? 1) })
        break
      case 'list_item_open':
        this.#startItem()
        break
      case 'blockquote_open':
        this.#quotes++
        break
      default:
        this.#openInTable(token.type)
    }
  }

  #openInTable(type: string): void {
    if (type === 'table_open') this.#table = this.#builder.nextTable()
    else if (type === 'thead_open') this.#inHead = true
    else if (type === 'tr_open') {
      this.#builder.startBlock({ kind: 'table-row', table: this.#table, header: this.#inHead })
    } else if (type === 'th_open' || type === 'td_open') this.#builder.startCell()
  }

  #close(token: Token): void {
    switch (token.type) {
      case 'paragraph_close':
      case 'heading_close':
      case 'tr_close':
        this.#builder.endBlock()
        break
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#lists.pop()
        break
      case 'list_item_close':
        this.#item = null
        break
      case 'blockquote_close':
        this.#quotes--
        break
      case 'thead_close':
        this.#inHead = false
        break
      case 'th_close':
      case 'td_close':
        this.#builder.endCell()
        break
      default:
        break
    }
  }

  #leaf(token: Token): void {
    if (token.type === 'inline') this.#inline(token.children ?? [])
    else if (token.type === 'fence' || token.type === 'code_block') {
      this.#builder.startBlock({ kind: 'code', language: token.info.trim().split(/\s/)[0] || null })
      this.#builder.verbatim(token.content)
      this.#builder.endBlock()
    } else if (token.type === 'html_block' && hasHtmlText(token.content)) {
      this.#writeHtml?.(this.#builder, token.content)
    }
  }

  #startItem(): void {
    const list = this.#lists.at(-1)
    this.#item = { depth: Math.max(0, this.#lists.length - 1), number: list?.ordered ? list.next++ : null }
  }

  #startText(): void {
    if (this.#item !== null) this.#builder.startBlock({ kind: 'list-item', ...this.#item })
    else this.#builder.startBlock({ kind: this.#quotes > 0 ? 'quote' : 'paragraph' })
    this.#item = null
  }

  #inline(tokens: readonly Token[]): void {
    tokens.forEach((token, index) => {
      if (token.nesting < 0) {
        if (isMarked(token.type)) this.#builder.endMark()
      } else if (token.nesting > 0) {
        const mark = markOf(token)
        if (mark !== null) this.#builder.startMark(mark)
      } else this.#phrase(token, index === 0)
    })
  }

  #phrase(token: Token, isFirst: boolean): void {
    switch (token.type) {
      case 'text':
        this.#builder.text(withoutMarks(isFirst ? token.content.replace(TASK, '') : token.content))
        break
      case 'softbreak':
        this.#builder.text(' ')
        break
      case 'hardbreak':
        this.#builder.lineBreak()
        break
      case 'code_inline':
        this.#builder.startMark({ kind: 'code' })
        this.#builder.text(token.content)
        this.#builder.endMark()
        break
      case 'image':
        this.#inline(token.children ?? [])
        break
      case 'html_inline':
        if (/^<br\b/i.test(token.content)) this.#builder.lineBreak()
        break
      default:
        this.#builder.text(token.content)
    }
  }
}

function withoutMarks(text: string): string {
  return text.replace(FOOTNOTE, '').replace(ATTRIBUTES, '')
}

function isMarked(type: string): boolean {
  return type === 'strong_close' || type === 'em_close' || type === 'link_close'
}

function markOf(token: Token): MarkShape | null {
  if (token.type === 'strong_open') return { kind: 'bold' }
  if (token.type === 'em_open') return { kind: 'italic' }
  return token.type === 'link_open' ? { kind: 'link', href: String(token.attrGet('href') ?? '') } : null
}
