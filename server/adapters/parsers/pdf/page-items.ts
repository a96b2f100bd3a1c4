import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { formItems } from './form-items.ts'
import type { FontStyle, TextItem } from './text-item.ts'

export interface PageItems {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly items: TextItem[]
}

const PLAIN: FontStyle = { bold: false, italic: false, mono: false }
const BOLD = /bold|black|heavy|semibold|demi(?!light)|[-,]bd|cmbx|cmssbx|sfbx|\bB\b/i
const ITALIC = /ital|obli|slanted|cmti|cmsl|cmmi|sfti/i
const MONO = /mono|courier|consol|typewriter|cmtt|sftt|menlo|inconsolata|fixed|lettergothic|andale/i
const LIGATURES = /[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]/g
/** "الإ" whose last two letters are one glyph: pdf.js turns them around. No word has an alef before a hamza's alef. */
const TURNED_LIGATURE = /(?<=\u0627)([\u0622\u0623\u0625])(\u0644)/g

interface RawItem {
  readonly str: string
  readonly dir: string
  readonly transform: number[]
  readonly width: number
  readonly height: number
  readonly fontName: string
}

/** Reads the text of pages. Font names are asked for only where a page uses a font not seen before. */
export class PageReader {
  readonly #document: PDFDocumentProxy
  readonly #fonts = new Map<string, FontStyle>()

  constructor(document: PDFDocumentProxy) {
    this.#document = document
  }

  async read(page: number): Promise<PageItems> {
    const proxy = await this.#document.getPage(page)
    try {
      const content = await proxy.getTextContent({ disableNormalization: true })
      const raw = content.items.filter((item) => 'str' in item)
      await this.#learnFonts(proxy, raw)
      const viewport = proxy.getViewport({ scale: 1 })
      const view = viewport.transform
      const items = [...this.#place(raw, view), ...(await formItems(proxy, view))].filter(
        (item) => item.text.trim() !== '',
      )
      return { page, width: viewport.width, height: viewport.height, items }
    } finally {
      proxy.cleanup()
    }
  }

  #place(raw: readonly RawItem[], view: readonly number[]): TextItem[] {
    const items: TextItem[] = []
    let spaced = false
    for (const item of raw) {
      if (item.str.trim() === '') {
        spaced = true
        continue
      }
      const placed = place(item, view)
      if (placed !== null) {
        const style = this.#fonts.get(item.fontName) ?? PLAIN
        // Here, not by pdf.js: it would take ligatures apart before it turns right-to-left text around.
        const text = item.str.replace(LIGATURES, (sign) => sign.normalize('NFKC')).replace(TURNED_LIGATURE, '$2$1')
        items.push({ ...placed, text, style, rtl: item.dir === 'rtl', spaced: spaced || /^\s/.test(item.str) })
      }
      spaced = /\s$/.test(item.str)
    }
    return items
  }

  /** pdf.js tells fonts' names only along with a page's drawing operations. */
  async #learnFonts(page: PDFPageProxy, items: readonly RawItem[]): Promise<void> {
    const unknown = new Set(items.map((item) => item.fontName).filter((name) => !this.#fonts.has(name)))
    if (unknown.size === 0) return
    await page.getOperatorList()
    for (const fontName of unknown) {
      const font = page.commonObjs.has(fontName) ? (page.commonObjs.get(fontName) as FontFace | null) : null
      this.#fonts.set(fontName, font === null ? PLAIN : styleOf(font))
    }
  }
}

interface FontFace {
  readonly name?: string
  readonly bold?: boolean
  readonly black?: boolean
  readonly italic?: boolean
}

function styleOf(font: FontFace): FontStyle {
  const name = (font.name ?? '').replace(/^[A-Z]{6}\+/, '')
  return {
    bold: font.bold === true || font.black === true || BOLD.test(name),
    italic: font.italic === true || ITALIC.test(name),
    mono: MONO.test(name),
  }
}

function matrix(values: readonly number[]): readonly [number, number, number, number, number, number] {
  const at = (index: number): number => values[index] ?? Number.NaN
  return [at(0), at(1), at(2), at(3), at(4), at(5)]
}

function place(item: RawItem, view: readonly number[]): Pick<TextItem, 'x' | 'y' | 'width' | 'size'> | null {
  const [a, b, c, d, e, f] = matrix(item.transform)
  const [va, vb, vc, vd, ve, vf] = matrix(view)
  const size = Math.hypot(c, d) || item.height || Math.hypot(a, b)
  const x = va * e + vc * f + ve
  const y = vb * e + vd * f + vf
  if (![x, y, size, item.width].every(Number.isFinite)) return null
  return { x, y, width: Math.max(0, item.width), size: Math.max(0.1, size) }
}
