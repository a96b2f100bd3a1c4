import { unified } from 'unified'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import type { Definition, List, Nodes, PhrasingContent, Root, Table } from 'mdast'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { DocumentBuilder } from './document-builder.ts'
import type { MarkShape } from './document-builder.ts'

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze()

const INLINE_MARKS: Readonly<Record<string, MarkShape>> = {
  strong: { kind: 'bold' },
  emphasis: { kind: 'italic' },
}

/** Reads CommonMark with GitHub's additions and front matter. Markup is removed; raw HTML is read as HTML. */
export async function parseMarkdown(source: string): Promise<ParsedDocument> {
  const root: Root = processor.parse(source)
  const walker = new MarkdownWalker(
    root,
    holdsHtmlText(root.children) ? (await import('./parse-html.ts')).writeHtmlFragment : undefined,
  )
  walker.blocks(root.children, 0)
  return walker.builder.finish({ format: 'markdown', title: frontMatterTitle(root), warnings: [] })
}

function frontMatterTitle(root: Root): string | null {
  const first = root.children[0] as { type: string; value?: string } | undefined
  if (first === undefined || (first.type !== 'yaml' && first.type !== 'toml')) return null
  const line = /^title[ \t]*[:=][ \t]*(.+?)[ \t]*$/m.exec(first.value ?? '')?.[1] ?? ''
  return line.replace(/^(["'])(.*)\1$/, '$2') || null
}

function hasText(html: string): boolean {
  const text = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<\/?[a-zA-Z][^>]*>/g, '')
  return text.trim() !== '' || /<img\b[^>]*\balt=/i.test(html)
}

function holdsHtmlText(nodes: readonly Nodes[]): boolean {
  return nodes.some((node) =>
    node.type === 'html' ? hasText(node.value) : 'children' in node && holdsHtmlText(node.children),
  )
}

type WriteHtml = (builder: DocumentBuilder, html: string) => void

class MarkdownWalker {
  readonly builder = new DocumentBuilder()
  readonly #definitions = new Map<string, string>()

  readonly #writeHtml: WriteHtml | undefined

  constructor(root: Root, writeHtml: WriteHtml | undefined) {
    this.#writeHtml = writeHtml
    for (const node of root.children) if (node.type === 'definition') this.#define(node)
  }

  #define(node: Definition): void {
    if (!this.#definitions.has(node.identifier)) this.#definitions.set(node.identifier, node.url)
  }

  /** `depth` is the number of lists around these nodes; `item` the list item whose first paragraph is still to come. */
  blocks(nodes: readonly Nodes[], depth: number, item?: { number: number | null }): void {
    let pendingItem = item
    for (const node of nodes) {
      switch (node.type) {
        case 'paragraph':
          this.builder.startBlock(
            pendingItem ? { kind: 'list-item', depth: depth - 1, number: pendingItem.number } : { kind: 'paragraph' },
          )
          pendingItem = undefined
          this.#inline(node.children)
          this.builder.endBlock()
          break
        case 'heading':
          this.builder.startBlock({ kind: 'heading', level: node.depth })
          this.#inline(node.children)
          this.builder.endBlock()
          break
        case 'blockquote':
          this.#quote(node.children, depth)
          break
        case 'list':
          this.#list(node, depth)
          break
        case 'code':
          this.builder.startBlock({ kind: 'code', language: node.lang ?? null })
          this.builder.verbatim(node.value)
          this.builder.endBlock()
          break
        case 'table':
          this.#table(node)
          break
        case 'footnoteDefinition':
          this.blocks(node.children, depth)
          break
        case 'html':
          this.#htmlBlock(node.value)
          break
        default:
          break
      }
    }
  }

  #quote(nodes: readonly Nodes[], depth: number): void {
    for (const node of nodes) {
      if (node.type !== 'paragraph') {
        this.blocks([node], depth)
        continue
      }
      this.builder.startBlock({ kind: 'quote' })
      this.#inline(node.children)
      this.builder.endBlock()
    }
  }

  #list(list: List, depth: number): void {
    const first = list.start ?? 1
    list.children.forEach((entry, index) => {
      this.blocks(entry.children, depth + 1, { number: list.ordered ? first + index : null })
    })
  }

  #table(table: Table): void {
    const number = this.builder.nextTable()
    table.children.forEach((row, index) => {
      this.builder.startBlock({ kind: 'table-row', table: number, header: index === 0 })
      for (const cell of row.children) {
        this.builder.startCell()
        this.#inline(cell.children)
        this.builder.endCell()
      }
      this.builder.endBlock()
    })
  }

  /** A block of HTML holds text only in some documents; most are lone tags around Markdown. */
  #htmlBlock(html: string): void {
    if (hasText(html)) this.#writeHtml?.(this.builder, html)
  }

  #inline(nodes: readonly PhrasingContent[]): void {
    for (const node of nodes) this.#phrase(node)
  }

  #phrase(node: PhrasingContent): void {
    switch (node.type) {
      case 'text':
        this.builder.text(node.value)
        break
      case 'inlineCode':
        this.#marked({ kind: 'code' }, () => this.builder.text(node.value))
        break
      case 'strong':
      case 'emphasis':
        this.#marked(INLINE_MARKS[node.type], () => this.#inline(node.children))
        break
      case 'delete':
        this.#inline(node.children)
        break
      case 'link':
        this.#marked({ kind: 'link', href: node.url }, () => this.#inline(node.children))
        break
      case 'linkReference': {
        const href = this.#definitions.get(node.identifier)
        this.#marked(href === undefined ? undefined : { kind: 'link', href }, () => this.#inline(node.children))
        break
      }
      case 'image':
      case 'imageReference':
        this.builder.text(node.alt ?? '')
        break
      case 'break':
        this.builder.lineBreak()
        break
      case 'html':
        if (/^<br\b/i.test(node.value)) this.builder.lineBreak()
        break
      default:
        break
    }
  }

  #marked(mark: MarkShape | undefined, write: () => void): void {
    if (mark === undefined) {
      write()
      return
    }
    this.builder.startMark(mark)
    write()
    this.builder.endMark()
  }
}
