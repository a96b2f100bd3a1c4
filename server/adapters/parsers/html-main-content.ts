import { attribute, elementsBelow, isElement, textBelow } from './html-tree.ts'
import type { HtmlElement, HtmlParent } from './html-tree.ts'

const NEVER_TEXT = new Set(
  'script style noscript template head title link meta base iframe object embed applet audio video canvas svg map button select input textarea datalist progress meter dialog annotation annotation-xml rp'.split(
    ' ',
  ),
)
const NAVIGATION_ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'menu',
  'menubar',
  'dialog',
  'alert',
])
/** Class names that say themselves that they are not content (MediaWiki, and what many sites share). */
const NAVIGATION_CLASS =
  /(?:^|\s)(?:mw-editsection|mw-jump-link|navbox|catlinks|breadcrumbs?|skip-link|cookie-(?:banner|notice)|social-share|headerlink|anchor-link|noprint)(?:\s|$)/
const MAIN_MIN_SHARE = 0.2

/** The part of a page that is its content: `main`, else the only `article`, else the body. */
export function mainContent(document: HtmlParent): HtmlParent {
  let body: HtmlParent = document
  const mains: HtmlElement[] = []
  const articles: HtmlElement[] = []
  for (const element of elementsBelow(document)) {
    if (element.tagName === 'body') body = element
    else if (element.tagName === 'main' || attribute(element, 'role') === 'main') mains.push(element)
    else if (element.tagName === 'article') articles.push(element)
  }
  const candidate =
    mains.length === 1 ? mains[0] : mains.length === 0 && articles.length === 1 ? articles[0] : undefined
  if (candidate === undefined) return body
  const share = inkLength(candidate) / Math.max(1, inkLength(body))
  return share >= MAIN_MIN_SHARE ? candidate : body
}

/** Whether an element is never part of the text: scripts, controls, hidden parts, navigation. */
export function isBoilerplate(element: HtmlElement): boolean {
  const { tagName } = element
  if (NEVER_TEXT.has(tagName) || tagName === 'nav') return true
  if (element.attrs.some(saysHidden)) return true
  return (tagName === 'header' || tagName === 'footer') && isOfThePage(element)
}

function saysHidden({ name, value }: { readonly name: string; readonly value: string }): boolean {
  switch (name) {
    case 'hidden':
      return value !== 'until-found'
    case 'aria-hidden':
      return value === 'true'
    case 'role':
      return NAVIGATION_ROLES.has(value)
    case 'style':
      return /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(value)
    case 'class':
      return NAVIGATION_CLASS.test(value)
    default:
      return false
  }
}

/** Header or footer of the page rather than of an article or section. A header with the page's main heading is content. */
function isOfThePage(element: HtmlElement): boolean {
  if (element.tagName === 'header') {
    for (const below of elementsBelow(element)) if (below.tagName === 'h1') return false
  }
  let parent = element.parentNode
  while (parent !== null && isElement(parent)) {
    if (/^(?:article|main|section|blockquote)$/.test(parent.tagName)) return false
    parent = parent.parentNode
  }
  return true
}

function inkLength(element: HtmlParent): number {
  return textBelow(element).replace(/\s+/g, '').length
}
