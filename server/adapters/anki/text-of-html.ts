import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

const BLOCKS = new Set(
  'address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul'.split(
    ' ',
  ),
)
const SILENT = new Set(['script', 'style', 'template', 'iframe', 'object', 'noscript', 'title'])
/** Of a back that we wrote ourselves: where it comes from, which is no part of it. */
const OUR_SOURCE_CLASS = 'learnpath-source'
const MEDIA = new Set(['img', 'audio', 'video', 'embed'])

type Node = DefaultTreeAdapterTypes.ChildNode

/** What of the HTML was not text. */
export interface HtmlLosses {
  media: number
}

/**
 * Plain text of HTML from somebody else: line breaks and blocks become new lines, lists get dashes, cells a tab. Scripts and styles are dropped;
 * a picture leaves its name in brackets.
 */
export function textOfHtml(html: string, losses: HtmlLosses = { media: 0 }): string {
  if (!/[<&\n\r\u00A0]/u.test(html)) return html.trim()
  const writer = new TextWriter()
  // With a stack of its own: HTML may be nested deeper than the call stack is.
  const open: (Node | 'end of block' | 'end of cell')[] = parseFragment(html).childNodes.toReversed()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === 'end of block') writer.block()
    else if (node === 'end of cell') writer.text('\t')
    else if (defaultTreeAdapter.isTextNode(node)) writer.text(node.value)
    else if (defaultTreeAdapter.isElementNode(node) && !SILENT.has(node.tagName)) {
      open.push(...enter(node, writer, losses))
    }
  }
  return writer.result()
}

/** Writes what stands before the children of the element. @returns what is still to be written, the last first */
function enter(
  element: DefaultTreeAdapterTypes.Element,
  writer: TextWriter,
  losses: HtmlLosses,
): (Node | 'end of block' | 'end of cell')[] {
  const { tagName, childNodes, attrs } = element
  if (attrs.some(({ name, value }) => name === 'class' && value === OUR_SOURCE_CLASS)) return []
  if (tagName === 'br') {
    writer.line()
    return []
  }
  if (MEDIA.has(tagName)) {
    losses.media += 1
    const source = attrs.find(({ name }) => name === 'src')?.value ?? tagName
    writer.text(`[${source.startsWith('data:') ? tagName : source.slice(0, 200)}]`)
    return []
  }
  const children = childNodes.toReversed()
  if (BLOCKS.has(tagName)) {
    writer.block()
    if (tagName === 'li') writer.text('- ')
    return ['end of block', ...children]
  }
  return tagName === 'td' || tagName === 'th' ? ['end of cell', ...children] : children
}

class TextWriter {
  #text = ''

  text(value: string): void {
    const collapsed = value.replaceAll(/[ \r\n]+/g, ' ')
    this.#text += /(?:^|\n)$/.test(this.#text.slice(-1)) ? collapsed.replace(/^ /, '') : collapsed
  }

  line(): void {
    this.#text += '\n'
  }

  block(): void {
    if (this.#text !== '' && !this.#text.endsWith('\n')) this.line()
  }

  result(): string {
    return this.#text
      .replaceAll(/[ \t]+\n/g, '\n')
      .replace(/^\n+/, '')
      .trimEnd()
      .replaceAll('\u00A0', ' ')
  }
}
