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
      return `${part('m:e')}^${group(part('m:sup'))}`
    case 'm:sSub':
      return `${part('m:e')}_${group(part('m:sub'))}`
    case 'm:sSubSup':
      return `${part('m:e')}_${group(part('m:sub'))}^${group(part('m:sup'))}`
    case 'm:rad':
      return `${part('m:deg')}√(${part('m:e')})`
    case 'm:func':
      return `${part('m:fName')} ${part('m:e')}`
    case 'm:nary': {
      const sign = child(child(node, 'm:naryPr'), 'm:chr')?.attributes['m:val'] ?? '∫'
      return `${sign}_${group(part('m:sub'))}^${group(part('m:sup'))} ${part('m:e')}`
    }
    case 'm:d': {
      const properties = child(node, 'm:dPr')
      const open = child(properties, 'm:begChr')?.attributes['m:val'] ?? '('
      const close = child(properties, 'm:endChr')?.attributes['m:val'] ?? ')'
      const parts = node.children.filter((each) => each.name === 'm:e').map(inside)
      return open + parts.join(', ') + close
    }
    case 'm:mr':
      return node.children.map(mathText).join(' ')
    default:
      return node.name.endsWith('Pr') ? '' : inside(node)
  }
}

function inside(node: XmlNode): string {
  return node.children.map(mathText).join('')
}

function group(text: string): string {
  return text.length > 1 && /\W/.test(text) ? `(${text})` : text
}
