import { createElement, type ReactNode } from 'react'

/** What math and highlighted code are made of; markup that holds anything else is shown as its text. */
const TAGS = new Set(
  (
    'span math semantics annotation mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder ' +
    'munderover mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose merror mmultiscripts mprescripts none'
  ).split(' '),
)
/** Those of MathML that carry meaning. No style, no address, no handler. */
const ATTRIBUTES = new Set(
  (
    'accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence height largeop ' +
    'linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowalign ' +
    'rowlines rowspacing rspace scriptlevel separator side stretchy symmetric voffset width'
  ).split(' '),
)

/**
 * React elements for markup that a library made (KaTeX, highlight.js): read by the browser's parser, which runs nothing, and
 * rebuilt from the elements that are known. @param classOf gives the class of an element by that in the markup
 */
export function elementsFromMarkup(markup: string, classOf: (name: string) => string | undefined): ReactNode[] {
  const { body } = new DOMParser().parseFromString(markup, 'text/html')
  return childrenOf(body, classOf)
}

function childrenOf(parent: Element, classOf: (name: string) => string | undefined): ReactNode[] {
  return [...parent.childNodes].map((node, index) => {
    if (!(node instanceof Element)) return node.textContent
    const tag = node.localName
    if (!TAGS.has(tag)) return node.textContent
    const properties: Record<string, string | number | undefined> = { key: index, className: classOf(node.className) }
    for (const { name, value } of node.attributes) if (ATTRIBUTES.has(name)) properties[name] = value
    return createElement(tag, properties, ...childrenOf(node, classOf))
  })
}
