import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { richTextPieces } from './rich-text-pieces.ts'

const text = (value: string) => ({ kind: 'text', text: value })
const math = (value: string, source: string, display = false) => ({ kind: 'math', text: value, source, display })
const block = (value: string, language: string | null) => ({ kind: 'code-block', text: value, language })

describe('text with math and code', () => {
  it.each([
    ['plain', [text('plain')]],
    ['', []],
    ['The area is $\\pi r^2$.', [text('The area is '), math('\\pi r^2', '$\\pi r^2$'), text('.')]],
    ['$$\\frac{1}{2}$$', [math('\\frac{1}{2}', '$$\\frac{1}{2}$$', true)]],
    ['\\(a\\) and \\[b\\]', [math('a', '\\(a\\)'), text(' and '), math('b', '\\[b\\]', true)]],
    ['It costs $5 or $10.', [text('It costs $5 or $10.')]],
    ['Between $5 and 10$ 5', [math('5 and 10', '$5 and 10$')].flatMap((one) => [text('Between '), one, text(' 5')])],
    ['A \\$ is no math \\$', [text('A $ is no math $')]],
    ['Call `f($x$)` now', [text('Call '), { kind: 'code', text: 'f($x$)' }, text(' now')]],
    ['`` a`b ``', [{ kind: 'code', text: 'a`b' }]],
    ['See:\n```rust\nlet x = 1;\n```\nDone', [text('See:\n'), block('let x = 1;', 'rust'), text('Done')]],
    ['```\nnever closed $x$', [block('never closed $x$', null)]],
    ['a lone ` and a lone $', [text('a lone ` and a lone $')]],
  ])('%j', (source, pieces) => {
    expect(richTextPieces(source)).toEqual(pieces)
  })

  it('takes any text, quickly, and loses none of its words', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '$', '`', '\\', '(', ')', '[', ']', '5') }),
        (source) => {
          fc.pre(!source.includes('```')) // What stands behind a fence names the language.
          const letters = (value: string) => value.replaceAll(/[^a5]/g, '')
          expect(
            letters(
              richTextPieces(source)
                .map((piece) => piece.text)
                .join(''),
            ),
          ).toBe(letters(source))
        },
      ),
    )
    richTextPieces('$'.repeat(20_000))
    richTextPieces('`'.repeat(20_000))
    richTextPieces('\\('.repeat(10_000))
  })
})
