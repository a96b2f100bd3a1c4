import { child, descend, toggle, value } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

/** What a style, with those it is based on, says about text. */
export interface Style {
  readonly name: string
  readonly headingLevel: number | null
  readonly numbering: { readonly id: string; readonly level: number } | null
  readonly bold: boolean
  readonly italic: boolean
  readonly mono: boolean
  readonly hidden: boolean
  readonly kind: 'plain' | 'code' | 'quote' | 'contents'
}

export const MONO_FONT = /courier|consol|mono|menlo|typewriter|lucida console|andale|source code|fixedsys/i
const HEADING_NAME = /^(?:head(?:ing)?|chapter ?title|überschrift|titre|titolo)(?:\b|[A-H\d]$)/i
const CODE_NAME = /preformatted|^code(?!.*(?:label|caption|title))|source ?code|listing(?!.*caption)|^macro/i
const PLAIN: Style = {
  name: '',
  headingLevel: null,
  numbering: null,
  bold: false,
  italic: false,
  mono: false,
  hidden: false,
  kind: 'plain',
}

/** Styles of a document by id. */
export class Styles {
  readonly #nodes = new Map<string, XmlNode>()
  readonly #styles = new Map<string, Style>()
  readonly #sizes: number[]
  readonly #defaultParagraph: string | undefined

  constructor(part: XmlNode | null) {
    const nodes = part?.children[0]?.children.filter((node) => node.name === 'w:style') ?? []
    for (const node of nodes) this.#nodes.set(node.attributes['w:styleId'] ?? '', node)
    this.#defaultParagraph = nodes.find(
      (node) => node.attributes['w:type'] === 'paragraph' && /^(?:1|true|on)$/.test(node.attributes['w:default'] ?? ''),
    )?.attributes['w:styleId']
    const sizes = nodes.filter((node) => HEADING_NAME.test(value(node, 'w:name') ?? '')).map((node) => this.#size(node))
    this.#sizes = [...new Set(sizes)].toSorted((a, b) => b - a)
  }

  /** The style of that id; of the default paragraph style without one. */
  get(id: string | undefined): Style {
    const key = id ?? this.#defaultParagraph ?? ''
    const known = this.#styles.get(key)
    if (known !== undefined) return known
    const node = this.#nodes.get(key)
    const style = node === undefined ? PLAIN : this.#resolve(node)
    this.#styles.set(key, style)
    return style
  }

  #resolve(node: XmlNode): Style {
    const chain = this.#chain(node)
    const name = value(node, 'w:name') ?? ''
    const run = (property: string): boolean =>
      chain.map((each) => toggle(child(each, 'w:rPr'), property)).find((on) => on !== undefined) ?? false
    const font = chain
      .map((each) => descend(each, 'w:rPr', 'w:rFonts')?.attributes['w:ascii'])
      .find((each) => each !== undefined)
    const mono = font !== undefined && MONO_FONT.test(font)
    return {
      name,
      headingLevel: this.#headingLevel(chain, name),
      numbering: numberingOf(chain),
      bold: run('w:b'),
      italic: run('w:i'),
      mono,
      hidden: run('w:vanish'),
      kind: kindOf(name, mono && node.attributes['w:type'] === 'paragraph'),
    }
  }

  /** By outline level, else by a name that says heading and the size of its type. */
  #headingLevel(chain: readonly XmlNode[], name: string): number | null {
    for (const style of chain) {
      const builtIn = /^heading (\d)$/i.exec(value(style, 'w:name') ?? '')?.[1]
      if (builtIn !== undefined) return Number(builtIn)
      const outline = descend(style, 'w:pPr', 'w:outlineLvl')?.attributes['w:val']
      if (outline !== undefined) return Number(outline) < 9 ? Number(outline) + 1 : null
    }
    if (/^title$/i.test(name)) return 1
    const [node] = chain
    if (node === undefined || node.attributes['w:type'] !== 'paragraph' || !HEADING_NAME.test(name)) return null
    return Math.min(6, this.#sizes.indexOf(this.#size(node)) + 1)
  }

  #size(node: XmlNode): number {
    const size = this.#chain(node)
      .map((each) => Number(descend(each, 'w:rPr', 'w:sz')?.attributes['w:val']))
      .find((each) => each > 0)
    return size ?? 20
  }

  #chain(node: XmlNode): XmlNode[] {
    const chain: XmlNode[] = []
    for (let at: XmlNode | undefined = node; at !== undefined && !chain.includes(at) && chain.length < 20;) {
      chain.push(at)
      at = this.#nodes.get(value(at, 'w:basedOn') ?? '')
    }
    return chain
  }
}

function numberingOf(chain: readonly XmlNode[]): Style['numbering'] {
  for (const style of chain) {
    const properties = descend(style, 'w:pPr', 'w:numPr')
    const id = value(properties, 'w:numId')
    if (id !== undefined) return id === '0' ? null : { id, level: Number(value(properties, 'w:ilvl') ?? 0) }
  }
  return null
}

function kindOf(name: string, mono: boolean): Style['kind'] {
  if (/^toc \d|^table of figures$/i.test(name)) return 'contents'
  if (/quote|zitat|citation/i.test(name)) return 'quote'
  return mono || CODE_NAME.test(name) ? 'code' : 'plain'
}
