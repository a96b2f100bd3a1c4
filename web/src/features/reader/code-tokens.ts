import highlighter from 'highlight.js/lib/common'
import type { Token } from './text-pieces.ts'

/** Class of the highlighter, without its prefix, to colours of ours. */
const COLOURS: Readonly<Record<string, string>> = {
  keyword: 'text-series-3',
  literal: 'text-series-3',
  type: 'text-series-3',
  built_in: 'text-series-3',
  string: 'text-good',
  regexp: 'text-good',
  number: 'text-series-2',
  symbol: 'text-series-2',
  comment: 'text-soft italic',
  title: 'text-accent',
  function_: 'text-accent',
  attr: 'text-series-4',
  attribute: 'text-series-4',
  variable: 'text-series-4',
  tag: 'text-accent',
  name: 'text-accent',
  meta: 'text-soft',
}

/** Where a program changes colour. The highlighter's HTML is only read, in a document that nobody sees. */
export function codeTokens(code: string, language: string | null, start: number): Token[] {
  if (language === null || highlighter.getLanguage(language) === undefined) return []
  const { value } = highlighter.highlight(code, { language, ignoreIllegals: true })
  const tree = new DOMParser().parseFromString(`<span>${value}</span>`, 'text/html')
  const tokens: Token[] = []
  let at = start
  const walk = (node: Node, className: string | null): void => {
    for (const child of node.childNodes) {
      if (child instanceof Element) walk(child, colourOf(child) ?? className)
      else {
        const length = child.textContent?.length ?? 0
        if (className !== null && length > 0) tokens.push({ start: at, end: at + length, className })
        at += length
      }
    }
  }
  walk(tree.body, null)
  // The parser of HTML may drop a line end: colours in the wrong place are worse than none.
  return at - start === code.length ? tokens : []
}

function colourOf(element: Element): string | null {
  for (const name of element.classList) {
    const colour = COLOURS[name.replace(/^hljs-/, '')]
    if (colour !== undefined) return colour
  }
  return null
}
