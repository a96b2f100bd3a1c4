import { describe, expect, it } from 'vitest'
import type { Block, ParsedDocument } from '../../ports/parsed-document.ts'
import { parseHtml } from './parse-html.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { parseText } from './parse-text.ts'

const html = (source: string): ParsedDocument => parseHtml(Buffer.from(source))

/** Blocks as "kind: text", the way a reader would list them. */
function outline(parsed: ParsedDocument): string[] {
  return parsed.blocks.map((block) => `${name(block)}: ${parsed.text.slice(block.start, block.end)}`)
}

function name(block: Block): string {
  if (block.kind === 'heading') return `h${block.level}`
  return block.kind === 'list-item' ? `li${block.depth}${block.number === null ? '' : `#${block.number}`}` : block.kind
}

function marks(parsed: ParsedDocument): string[] {
  return parsed.marks.map((mark) => `${mark.kind}: ${parsed.text.slice(mark.start, mark.end)}`)
}

describe('parseMarkdown', () => {
  it('keeps structure and emphasis, and removes markup', async () => {
    const parsed = await parseMarkdown(
      '---\ntitle: "Plants"\n---\n# Cells\n\nA **cell wall** is\n*rigid*, see [here](https://example.org) and `pectin`.\n\n' +
        '3. third\n   - inner <span id="x">item</span>\n4. fourth\n\n> quoted\n\n```js\nlet a = 1\n\n  b()\n```\n\n| A | B |\n|---|---|\n| 1 | 2 |\n',
    )
    expect(parsed.title).toBe('Plants')
    expect(outline(parsed)).toEqual([
      'h1: Cells',
      'paragraph: A cell wall is rigid, see here and pectin.',
      'li0#3: third',
      'li1: inner item',
      'li0#4: fourth',
      'quote: quoted',
      'code: let a = 1\n\n  b()',
      'table-row: A | B',
      'table-row: 1 | 2',
    ])
    expect(marks(parsed)).toEqual(['bold: cell wall', 'italic: rigid', 'link: here', 'code: pectin'])
    const row = parsed.blocks.at(-1)
    expect(row?.kind === 'table-row' && row.cells.map((cell) => parsed.text.slice(cell.start, cell.end))).toEqual([
      '1',
      '2',
    ])
    expect(parsed.text).toContain('third\ninner item\nfourth\n\nquoted')
    expect(parsed.text).toContain('A | B\n1 | 2')
  })

  it('reads blocks of HTML as HTML and lone tags as nothing', async () => {
    const parsed = await parseMarkdown(
      '<div class="panel">\n\nInside.\n\n</div>\n\n<table><tr><th>Goal</th><td>Learn</td></tr></table>\n',
    )
    expect(outline(parsed)).toEqual(['paragraph: Inside.', 'table-row: Goal | Learn'])
  })

  it('brings text to NFC and moves the offsets with it', async () => {
    const parsed = await parseMarkdown('Cafe\u0301 **e\u0301lan** end')
    expect(parsed.text).toBe('Café élan end')
    expect(marks(parsed)).toEqual(['bold: élan'])
  })
})

it('leaves out attribute lists of Markdown for Jekyll, but not what looks like one', async () => {
  const parsed = await parseMarkdown(
    '**Glia**{: data-type="term" .new} (or **neuroglia**{: #g}) print with {:?}.\n{: .lead}',
  )
  expect(parsed.text.trim()).toBe('Glia (or neuroglia) print with {:?}.')
})

describe('parseHtml', () => {
  it('keeps the main content and drops scripts, navigation, controls and hidden parts', () => {
    const parsed = html(
      '<title>Ducks - Example</title><header>Site</header><nav><a href="/">Home</a></nav><main><h1>Ducks</h1>' +
        '<script>x()</script><p>A <b>duck</b> is a <a href="/bird">bird</a>.<br>It quacks.</p><p hidden>secret</p>' +
        '<ol start="2"><li>two<ul><li>inner</li></ul></li><li>three</li></ol><button>Buy</button>' +
        '<table><caption>Facts</caption><tr><th>Name</th><th>Weight</th></tr><tr><td></td><td>1 kg</td></tr></table>' +
        '<pre><code class="language-js">let a\n  = 1</code></pre></main><footer>Imprint</footer>',
    )
    expect(parsed.title).toBe('Ducks')
    expect(outline(parsed)).toEqual([
      'h1: Ducks',
      'paragraph: A duck is a bird.\nIt quacks.',
      'li0#2: two',
      'li1: inner',
      'li0#3: three',
      'paragraph: Facts',
      'table-row: Name | Weight',
      'table-row:  | 1 kg',
      'code: let a\n  = 1',
    ])
    expect(marks(parsed)).toEqual(['bold: duck', 'link: bird'])
  })

  it('reads pages nested thousands of levels deep', () => {
    const deep = html(`${'<div><b>'.repeat(3000)}deep text${'</b></div>'.repeat(3000)}`)
    expect(deep.text).toBe('deep text')
  })

  it('follows the encoding the page declares', () => {
    const bytes = Buffer.from('<meta charset="windows-1251"><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>', 'latin1')
    expect(parseHtml(bytes).text).toBe('Привет')
  })
})

describe('parseText', () => {
  it('takes a first line that stands alone as the title, but neither a sentence nor a list item', () => {
    const titled = parseText('Care of the pump\n\nOil it weekly.\n')
    expect(titled.title).toBe('Care of the pump')
    expect(titled.blocks).toEqual([
      { kind: 'heading', level: 1, start: 0, end: 16 },
      { kind: 'paragraph', start: 18, end: 32 },
    ])
    expect(parseText('Oil the pump weekly.\n\nThen start it.\n').title).toBeNull()
    expect(parseText('- oil\n\nThen start it.\n').title).toBeNull()
    expect(parseText('Only one line\n').title).toBeNull()
  })

  it('joins hard-wrapped lines, keeps short ones, and sees lists', () => {
    const line = 'This line of running text was wrapped by an editor at about seventy'
    const parsed = parseText(
      `${line}\n${line}\nand ends here.\n\n${line}\n${line}\nends.\n\n- one\n- two\n\n1) first\n`,
    )
    expect(outline(parsed)).toEqual([
      `paragraph: ${line} ${line} and ends here.`,
      `paragraph: ${line} ${line} ends.`,
      'li0: one',
      'li0: two',
      'li0#1: first',
    ])
    expect(parseText('Rose Street 1\nBerlin\n').text).toBe('Rose Street 1\nBerlin')
  })
})

it('an attribute list that is made to be tried for ever is read at once', async () => {
  const parsed = await parseMarkdown(`words {:${"#---=''\t".repeat(5000)}"}{:#-}\n`)
  expect(parsed.text).toContain('words')
})
