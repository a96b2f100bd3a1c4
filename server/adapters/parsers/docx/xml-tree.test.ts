import { expect, test } from 'vitest'
import { parseXml } from './xml-tree.ts'

test('attributes have either quotes, blanks around the sign, and entities', () => {
  const [element] = parseXml(`<w:p w:a="1 &lt; 2" w:b = 'say "it"' w:c=""/>`).children
  expect(element).toMatchObject({ name: 'w:p', attributes: { 'w:a': '1 < 2', 'w:b': 'say "it"', 'w:c': '' } })
})

// Each of them once took minutes: a beginning was sought at every character.
test.each([
  ['words without a value', `<a ${'"b":"c"'.repeat(100_000)} d="e">kept</a>`],
  ['quotes that do not end', `<a>kept</a>${'<a b="'.repeat(200_000)}`],
  ['elements that do not end', `<a>kept</a>${'<a b '.repeat(200_000)}`],
  ['blanks', `<a b${' '.repeat(500_000)}c>kept</a>`],
])('%s by the hundred thousand are passed over', (_, xml) => {
  expect(parseXml(xml).children[0]).toMatchObject({ name: 'a', text: 'kept' })
})
