import type { DefaultTreeAdapterTypes } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlParent = DefaultTreeAdapterTypes.ParentNode

export function isElement(node: HtmlNode | HtmlParent): node is HtmlElement {
  return 'tagName' in node
}

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value
}

/** All elements below, in document order. Uses no recursion: documents may be nested thousands of levels deep. */
export function* elementsBelow(root: HtmlParent): Generator<HtmlElement> {
  const stack: HtmlNode[] = root.childNodes.toReversed()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue
    yield node
    for (let index = node.childNodes.length - 1; index >= 0; index--) {
      const child = node.childNodes[index]
      if (child !== undefined) stack.push(child)
    }
  }
}

/** Text below, without scripts and styles, white space as in the source. */
export function textBelow(root: HtmlParent): string {
  const parts: string[] = []
  const stack: HtmlNode[] = root.childNodes.toReversed()
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeName === '#text' && 'value' in node) parts.push(node.value)
    if (!isElement(node) || node.tagName === 'script' || node.tagName === 'style') continue
    for (let index = node.childNodes.length - 1; index >= 0; index--) {
      const child = node.childNodes[index]
      if (child !== undefined) stack.push(child)
    }
  }
  return parts.join('')
}
