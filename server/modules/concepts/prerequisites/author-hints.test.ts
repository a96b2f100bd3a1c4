import { describe, expect, it } from 'vitest'
import { authorHints } from './author-hints.ts'
import { hintedText } from './hinted-text.double.ts'

const hrefs = (references: readonly { readonly href: string | null; readonly name: string }[]): string[] =>
  references.map(({ href, name }) => href ?? `"${name}"`)

describe('authorHints', () => {
  it('reads prerequisites from a table, a section, a list and a line', () => {
    const text = hintedText([
      ['table-row', 'Voraussetzungen: | [HTML](html.md), [CSS](css.md).'],
      ['table-row', 'Lernziele: | [Floats](floats.md)'],
      ['heading', '2.1 Prerequisites'],
      ['paragraph', 'You know [loops](loops.md) already.'],
      ['heading', 'Loops again'],
      ['paragraph', 'More on [strings](strings.md).'],
      ['paragraph', 'Before you begin:'],
      ['list-item', '[Git](git.md)'],
      ['list-item', 'The command line'],
      ['paragraph', 'Vorkenntnisse: Lineare Algebra, Analysis und Topologie.'],
    ])
    expect(hrefs(authorHints(text).needs)).toEqual([
      'html.md',
      'css.md',
      'loops.md',
      'git.md',
      '"The command line"',
      '"Lineare Algebra"',
      '"Analysis"',
      '"Topologie"',
    ])
  })

  it('takes no ordinary sentence about prerequisites for a statement', () => {
    const text = hintedText([
      ['paragraph', 'Prerequisites are listed for each [lesson](lesson.md).'],
      ['paragraph', 'Voraussetzung ist ein [Browser](browser.md).'],
    ])
    expect(authorHints(text).needs).toEqual([])
  })

  it('reads a table of contents, but no list of further reading and no links within sentences', () => {
    const text = hintedText([
      ['heading', 'Lessons'],
      ['list-item', '[One](1.md)'],
      ['list-item', 'Lesson 2: [Two](2.md)'],
      ['list-item', 'As we know from the lesson on [loops](loops.md) …'],
      ['paragraph', '[Three](3.md) [Four](4.md)'],
      ['heading', 'See also'],
      ['list-item', '[Five](5.md)'],
    ])
    expect(hrefs(authorHints(text).contents)).toEqual(['1.md', '2.md', '3.md', '4.md'])
    expect(authorHints(hintedText([['list-item', '[One](1.md)']])).contents).toEqual([])
  })

  it('reads links to the lesson before and after, in words, arrows and template calls', () => {
    const text = hintedText([
      ['paragraph', '[← Back](a.md) [Next: Loops](b.md) [Next.js](nextjs.md)'],
      ['paragraph', '{{PreviousMenuNext("c", "d", "menu")}} {{NextMenu("e", "menu")}} {{Glossary("next")}}'],
    ])
    const { previous, next } = authorHints(text)
    expect(hrefs(previous)).toEqual(['a.md', 'c'])
    expect(hrefs(next)).toEqual(['b.md', 'd', 'e'])
  })
})
