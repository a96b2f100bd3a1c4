import type { DocumentBuilder, MarkShape } from './document-builder.ts'
import { isBoilerplate } from './html-main-content.ts'
import { attribute, elementsBelow, isElement, textBelow } from './html-tree.ts'
import type { HtmlElement, HtmlNode, HtmlParent } from './html-tree.ts'

const INLINE_MARKS: Readonly<Record<string, MarkShape>> = {
  b: { kind: 'bold' },
  strong: { kind: 'bold' },
  i: { kind: 'italic' },
  em: { kind: 'italic' },
  cite: { kind: 'italic' },
  dfn: { kind: 'italic' },
  var: { kind: 'italic' },
  code: { kind: 'code' },
  kbd: { kind: 'code' },
  samp: { kind: 'code' },
  tt: { kind: 'code' },
}
const BLOCKS = new Set(
  'address article aside body caption center dd details dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul blockquote'.split(
    ' ',
  ),
)

interface OpenList {
  readonly ordered: boolean
  next: number
}

/** Writes HTML nodes into a builder, in document order and without recursion. */
export class HtmlWalker {
  readonly #builder: DocumentBuilder
  readonly #lists: OpenList[] = []
  /** The list item whose first block is still to come. */
  #item: { depth: number; number: number | null } | null = null
  #quotes = 0
  #cells = 0
  readonly #stack: (HtmlNode | (() => void))[] = []

  /** `listDepth` is the number of lists around these nodes. */
  constructor(builder: DocumentBuilder) {
    this.#builder = builder
  }

  walk(root: HtmlParent): void {
    this.#push(root.childNodes)
    for (let next = this.#stack.pop(); next !== undefined; next = this.#stack.pop()) {
      if (typeof next === 'function') next()
      else if (isElement(next)) this.#enter(next)
      else if (next.nodeName === '#text' && 'value' in next) this.#text(next.value)
    }
    this.#builder.endBlock()
  }

  #push(nodes: readonly HtmlNode[], after?: () => void): void {
    if (after !== undefined) this.#stack.push(after)
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index]
      if (node !== undefined) this.#stack.push(node)
    }
  }

  #text(value: string): void {
    if (!this.#builder.hasOpenBlock) {
      if (/^[\s\u00a0]*$/.test(value)) return
      this.#startText()
    }
    this.#builder.text(value)
  }

  #startText(): void {
    if (this.#item !== null) this.#builder.startBlock({ kind: 'list-item', ...this.#item })
    else this.#builder.startBlock({ kind: this.#quotes > 0 ? 'quote' : 'paragraph' })
    this.#item = null
  }

  #enter(element: HtmlElement): void {
    if (isBoilerplate(element)) return
    if (this.#cells > 0) this.#enterInCell(element)
    else if (BLOCKS.has(element.tagName)) this.#enterBlock(element)
    else this.#enterInline(element)
  }

  /** Inside a table cell all is running text; what would be a block of its own stands apart by a space. */
  #enterInCell(element: HtmlElement): void {
    if (!BLOCKS.has(element.tagName)) {
      this.#enterInline(element)
      return
    }
    this.#builder.text(' ')
    this.#push(element.childNodes, () => this.#builder.text(' '))
  }

  #enterInline(element: HtmlElement): void {
    const { tagName } = element
    if (tagName === 'br') {
      this.#builder.lineBreak()
      return
    }
    if (tagName === 'img') {
      const alt = attribute(element, 'alt')
      if (alt !== undefined) this.#text(` ${alt} `)
      return
    }
    const mark = tagName === 'a' ? linkMark(element) : INLINE_MARKS[tagName]
    if (mark === undefined) {
      this.#push(element.childNodes)
      return
    }
    this.#builder.startMark(mark)
    this.#push(element.childNodes, () => this.#builder.endMark())
  }

  #enterBlock(element: HtmlElement): void {
    const { tagName } = element
    this.#builder.endBlock()
    const end = (): void => this.#builder.endBlock()
    if (/^h[1-6]$/.test(tagName)) {
      this.#builder.startBlock({ kind: 'heading', level: Number(tagName.charAt(1)) })
      this.#push(element.childNodes, end)
    } else if (tagName === 'pre') this.#code(element)
    else if (tagName === 'ul' || tagName === 'ol' || tagName === 'menu' || tagName === 'dl') this.#list(element)
    else if (tagName === 'li' || tagName === 'dt' || tagName === 'dd') this.#listItem(element)
    else if (tagName === 'table') this.#table(element)
    else if (tagName === 'blockquote') {
      this.#quotes++
      this.#push(element.childNodes, () => {
        end()
        this.#quotes--
      })
    } else this.#push(element.childNodes, end)
  }

  #code(element: HtmlElement): void {
    const inner = element.childNodes.find((node) => isElement(node) && node.tagName === 'code')
    const classes = [element, inner].map((node) =>
      node !== undefined && isElement(node) ? attribute(node, 'class') : '',
    )
    const language = /(?:^|\s)(?:language|lang|brush:?)[-\s]*([\w+#-]+)/.exec(classes.join(' '))?.[1] ?? null
    this.#builder.startBlock({ kind: 'code', language })
    this.#builder.verbatim(textBelow(element))
    this.#builder.endBlock()
  }

  #list(element: HtmlElement): void {
    const start = Number(attribute(element, 'start') ?? 1)
    this.#lists.push({ ordered: element.tagName === 'ol', next: Number.isInteger(start) ? start : 1 })
    this.#push(element.childNodes, () => {
      this.#builder.endBlock()
      this.#lists.pop()
    })
  }

  #listItem(element: HtmlElement): void {
    const list = this.#lists.at(-1)
    const depth = Math.max(0, this.#lists.length - 1) + (element.tagName === 'dd' ? 1 : 0)
    const value = Number(attribute(element, 'value') ?? Number.NaN)
    if (list !== undefined && Number.isInteger(value)) list.next = value
    this.#item = { depth, number: list?.ordered ? list.next++ : null }
    const isTerm = element.tagName === 'dt'
    if (isTerm) this.#builder.startMark({ kind: 'bold' })
    this.#push(element.childNodes, () => {
      this.#builder.endBlock()
      if (isTerm) this.#builder.endMark()
      this.#item = null
    })
  }

  #table(table: HtmlElement): void {
    if (isLayout(table)) {
      this.#push(table.childNodes, () => this.#builder.endBlock())
      return
    }
    const number = this.#builder.nextTable()
    const rows: (() => void)[] = []
    for (const { row, caption } of rowsOf(table)) {
      rows.push(() => {
        if (caption === undefined) this.#row(row, number)
        else this.#push(caption.childNodes, () => this.#builder.endBlock())
      })
    }
    this.#stack.push(...rows.toReversed())
  }

  #row(row: HtmlElement, table: number): void {
    const cells = row.childNodes
      .filter((node) => isElement(node))
      .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
    const header = cells.length > 0 && cells.every((cell) => cell.tagName === 'th' || inHead(row))
    this.#builder.startBlock({ kind: 'table-row', table, header })
    this.#cells++
    this.#stack.push(() => {
      this.#cells--
      this.#builder.endBlock()
    })
    for (const cell of cells.toReversed()) {
      this.#stack.push(() => {
        this.#builder.startCell()
        this.#push(cell.childNodes, () => this.#builder.endCell())
      })
    }
  }
}

function linkMark(element: HtmlElement): MarkShape | undefined {
  const href = attribute(element, 'href')?.trim()
  if (href === undefined || href === '' || href.startsWith('#') || /^javascript:/i.test(href)) return undefined
  return { kind: 'link', href }
}

/** A table that only arranges the page: says so, or holds other tables or a single column, and has no head of its own. */
function isLayout(table: HtmlElement): boolean {
  const role = attribute(table, 'role')
  if (role === 'presentation' || role === 'none') return true
  let widest = 0
  for (const { row, caption } of rowsOf(table)) {
    if (caption !== undefined) return false
    const cells = row.childNodes.filter((node) => isElement(node))
    if (cells.some((cell) => cell.tagName === 'th')) return false
    widest = Math.max(widest, cells.length)
  }
  if (widest <= 1) return true
  for (const element of elementsBelow(table)) if (element.tagName === 'table') return true
  return false
}

/** Rows and captions of a table itself, not of tables inside it. */
function* rowsOf(table: HtmlElement): Generator<{ row: HtmlElement; caption?: HtmlElement }> {
  for (const node of table.childNodes) {
    if (!isElement(node)) continue
    if (node.tagName === 'caption') yield { row: node, caption: node }
    else if (node.tagName === 'tr') yield { row: node }
    else if (/^t(?:head|body|foot)$/.test(node.tagName)) {
      for (const row of node.childNodes) if (isElement(row) && row.tagName === 'tr') yield { row }
    }
  }
}

function inHead(row: HtmlElement): boolean {
  return row.parentNode !== null && isElement(row.parentNode) && row.parentNode.tagName === 'thead'
}
