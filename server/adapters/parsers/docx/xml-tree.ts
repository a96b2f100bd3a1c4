/** An element of a WordprocessingML part. */
export interface XmlNode {
  /** With its prefix, e.g. "w:p". */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlNode[]
  /** Characters directly inside. */
  text: string
}

/** What does not end goes to the end, or to the next element: otherwise each beginning would be looked at to the end of the text. */
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<[?!][^>]*(?:>|$)|<\/([^\s<>]+)\s*>|<([^\s/<>]+)((?:\s(?:[^"'<>]|"[^"<]*"|'[^'<]*')*?)?)(\/?)>|([^<]+)/g
/** A name without a value is passed over as a whole: otherwise each of its characters would be taken for its beginning. */
const ATTRIBUTE = /([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g
const ENTITY = /&(?:amp|lt|gt|quot|apos|#(\d+)|#x([\da-fA-F]+));/g
const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }

/** Reads well-formed XML into a tree, without recursion and without entities beyond XML's own five. */
export function parseXml(xml: string): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' }
  const open: XmlNode[] = [root]
  for (const match of xml.matchAll(TOKEN)) {
    const [, cdata, closing, opening, attributes = '', selfClosing, characters] = match
    const parent = open.at(-1) ?? root
    if (characters !== undefined) parent.text += decode(characters)
    else if (cdata !== undefined) parent.text += cdata
    else if (opening !== undefined) {
      const node: XmlNode = { name: opening, attributes: readAttributes(attributes), children: [], text: '' }
      parent.children.push(node)
      if (selfClosing !== '/') open.push(node)
    } else if (closing !== undefined && open.length > 1) open.pop()
  }
  return root
}

export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((each) => each.name === name)
}

/** Follows a path of element names. */
export function descend(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => child(at, name), node)
}

/** The `w:val` of a child element. */
export function value(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.attributes['w:val']
}

/** An on/off property: absent is undefined, present without a value is on. */
export function toggle(node: XmlNode | undefined, name: string): boolean | undefined {
  const found = child(node, name)
  if (found === undefined) return undefined
  return !/^(?:0|false|off|none)$/.test(found.attributes['w:val'] ?? '')
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {}

function readAttributes(source: string): Readonly<Record<string, string>> {
  if (source.trim() === '') return NO_ATTRIBUTES
  const result: Record<string, string> = {}
  for (const [, name = '', double, single] of source.matchAll(ATTRIBUTE)) {
    const given = double ?? single
    if (given !== undefined) result[name] = decode(given)
  }
  return result
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string) => {
    if (decimal === undefined && hex === undefined) return NAMED[entity] ?? ''
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
