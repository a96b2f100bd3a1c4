import { parse, parseFragment } from 'parse5'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { decodeText } from './decode-text.ts'
import { DocumentBuilder } from './document-builder.ts'
import { mainContent } from './html-main-content.ts'
import { elementsBelow, textBelow } from './html-tree.ts'
import type { HtmlParent } from './html-tree.ts'
import { HtmlWalker } from './html-walker.ts'

const DECLARED_WITHIN = 4096

/** Reads an HTML page: its main content, without scripts, navigation and controls. */
export function parseHtml(bytes: Uint8Array): ParsedDocument {
  const document = parse(decodeText(bytes, declaredEncoding(bytes)), { scriptingEnabled: false })
  const builder = new DocumentBuilder()
  new HtmlWalker(builder).walk(mainContent(document))
  const parsed = builder.finish({ format: 'html', title: null, warnings: [] })
  return { ...parsed, title: pageTitle(document) ?? parsed.title }
}

/** Writes a piece of HTML that stands inside another format (Markdown). */
export function writeHtmlFragment(builder: DocumentBuilder, html: string): void {
  new HtmlWalker(builder).walk(parseFragment(html, { scriptingEnabled: false }))
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, DECLARED_WITHIN)).toString('latin1')
  return (
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1] ?? /^<\?xml[^>]+encoding=["']([\w.-]+)/i.exec(head)?.[1]
  )
}

/** The `title`; when it only adds the site's name to the page's one main heading, that heading. */
function pageTitle(document: HtmlParent): string | null {
  let title: string | null = null
  const headings: string[] = []
  for (const element of elementsBelow(document)) {
    if (element.tagName === 'title' && title === null) title = clean(textBelow(element))
    else if (element.tagName === 'h1') headings.push(clean(textBelow(element)))
  }
  const [heading] = headings
  if (title === null || title === '') return null
  return headings.length === 1 && heading !== undefined && heading !== '' && title.startsWith(heading) ? heading : title
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
