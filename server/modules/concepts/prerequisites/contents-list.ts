import { linksIn, textOf, type DocumentReference, type HintedText } from './hinted-text.ts'

/** Under these, links are gathered, not ordered. */
const FURTHER_READING =
  /^(?:see also|related|further|additional resources|references|links|resources|siehe auch|weiterführend|weitere|quellen|literatur|verwandte|voir aussi|véase|ver también|vedi anche|zie ook)/iu
const FEWEST = 3

/**
 * What a document lists like a table of contents: the first link of each list item, row or line of links, in order. Links within
 * sentences and those under "see also" do not count. Empty when there are fewer than three.
 */
export function contentsOf(document: HintedText): DocumentReference[] {
  const found = new Map<string, DocumentReference>()
  let isFurther = false
  for (const block of document.blocks) {
    if (block.kind === 'heading') isFurther = FURTHER_READING.test(textOf(document, block))
    if (isFurther || block.kind === 'code' || block.kind === 'quote') continue
    const links = linksIn(document, block)
    const first = links[0]
    if (first === undefined) continue
    // A paragraph or heading counts when it is nothing but links; a list item or row when it begins with one.
    const text = textOf(document, block)
    const isEntry =
      block.kind === 'list-item' || block.kind === 'table-row'
        ? text.indexOf(first.name) <= LONGEST_NUMBER
        : links.reduce((sum, { name }) => sum + name.length, 0) >= text.length * MOSTLY_LINKS
    if (!isEntry) continue
    for (const link of block.kind === 'paragraph' ? links : [first]) {
      const key = link.href ?? link.name
      if (!found.has(key)) found.set(key, link)
    }
  }
  return found.size < FEWEST ? [] : [...found.values()]
}

/** Of a number or word before the link of an entry: "Lesson 12: ". */
const LONGEST_NUMBER = 14
const MOSTLY_LINKS = 0.8
