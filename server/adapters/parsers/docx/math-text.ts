import { child } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

/** A Word formula as a line of text: "a/b", "x^2", "√(x)". */
export function mathText(node: XmlNode): string {
  const part = (name: string): string => {
    const found = child(node, name)
    return found === undefined ? '' : inside(found)
  }
  switch (node.name) {
    case 'm:t':
      return node.text
    case 'm:f':
      return `${group(part('m:num'))}/${group(part('m:den'))}`
    case 'm:sSup':
    case 'm:sSub':
    case 'm:sSubSup':
      return part('m:e') + script('_', part('m:sub')) + script('^', part('m:sup'))
    case 'm:rad':
      return `${part('m:deg')}√(${part('m:e')})`
    case 'm:func':
      return `${part('m:fName')} ${part('m:e')}`
    case 'm:nary':
      return `${property(node, 'm:naryPr', 'm:chr') ?? '∫'}${script('_', part('m:sub'))}${script('^', part('m:sup'))} ${part('m:e')}`
    case 'm:d':
      return delimited(node)
    case 'm:mr':
      return node.children.map(mathText).join(' ')
    default:
      return node.name.endsWith('Pr') ? '' : inside(node)
  }
}

function delimited(node: XmlNode): string {
  const parts = node.children.filter((each) => each.name === 'm:e').map(inside)
  return (property(node, 'm:dPr', 'm:begChr') ?? '(') + parts.join(', ') + (property(node, 'm:dPr', 'm:endChr') ?? ')')
}

function property(node: XmlNode, properties: string, name: string): string | undefined {
  return child(child(node, properties), name)?.attributes['m:val']
}

function inside(node: XmlNode): string {
  return node.children.map(mathText).join('')
}

function script(sign: string, text: string): string {
  return text === '' ? '' : sign + group(text)
}

function group(text: string): string {
  return text.length > 1 && /\W/.test(text) ? `(${text})` : text
}
