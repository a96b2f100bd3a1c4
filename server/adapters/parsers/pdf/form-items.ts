import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem } from './text-item.ts'

interface Annotation {
  readonly subtype?: string
  readonly rect?: readonly number[]
  readonly fieldType?: string
  readonly fieldValue?: unknown
  readonly hidden?: boolean
  readonly contentsObj?: { readonly str?: string }
}

const FORM_FONT_SIZE = 10

/** What stands in form fields and in text notes laid over the page; it is not part of the page's own content. */
export async function formItems(page: PDFPageProxy, view: readonly number[]): Promise<TextItem[]> {
  const annotations = (await page.getAnnotations({ intent: 'display' })) as Annotation[]
  return annotations.flatMap((annotation) => {
    const lines = textOf(annotation).split(/\r\n?|\n/)
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = annotation.rect ?? []
    if (annotation.hidden === true || lines.join('').trim() === '') return []
    const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = view
    const size = Math.min(FORM_FONT_SIZE, Math.max(4, (y1 - y0) / lines.length / 1.2))
    const top = Math.min(b * x0 + d * y1 + f, b * x0 + d * y0 + f)
    return lines.map((text, index) => ({
      text,
      x: a * x0 + c * y0 + e,
      y: top + size * (1 + index * 1.2),
      width: Math.max(1, Math.min(x1 - x0, text.length * size * 0.5)),
      size,
      style: { bold: false, italic: false, mono: false },
      rtl: false,
      spaced: true,
    }))
  })
}

function textOf(annotation: Annotation): string {
  if (annotation.subtype === 'FreeText') return annotation.contentsObj?.str ?? ''
  if (annotation.subtype !== 'Widget' || (annotation.fieldType !== 'Tx' && annotation.fieldType !== 'Ch')) return ''
  const { fieldValue } = annotation
  if (typeof fieldValue === 'string') return fieldValue
  return Array.isArray(fieldValue) ? fieldValue.filter((each) => typeof each === 'string').join(', ') : ''
}
