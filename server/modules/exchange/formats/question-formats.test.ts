import { unzipSync } from 'fflate'
import { parse as parseGift, type GIFTQuestion } from 'gift-pegjs'
import { expect, test } from 'vitest'
import { writeZip } from '../../../adapters/zip/zip-writer.ts'
import { createAnkiPackages } from '../../../adapters/anki/anki-packages.ts'
import { exchangeOf } from '../testing/exchange-fixture.ts'
import { awkwardItems, sampleCard, sampleItems } from '../testing/learning-samples.ts'
import { schemaFaults } from '../testing/validate-xml.ts'

const adapters = { ankiPackages: createAnkiPackages(), writeZip, address: 'http://127.0.0.1:8080' }
const ofQuiz = (items = sampleItems()) => exchangeOf({ items }, adapters).exchange
const textOf = async (format: 'gift' | 'moodle-xml', items = sampleItems()) =>
  new TextDecoder().decode((await ofQuiz(items).export({ format, quizId: 'quiz_1' })).bytes)

const questionsOf = (gift: string) => parseGift(gift).filter(({ type }: GIFTQuestion) => type !== 'Category')

test('GIFT is understood by another parser as questions of the same types with the same answers', async () => {
  const questions = questionsOf(await textOf('gift'))
  expect(questions.map(({ type }) => type)).toEqual(['MC', 'Short', 'TF', 'Matching', 'Matching', 'Short'])
  expect(questions[0]).toMatchObject({
    stem: { text: 'What moves in osmosis?', format: 'html' },
    choices: [{ isCorrect: false }, { isCorrect: true, text: { text: 'Water' } }, { isCorrect: false }],
  })
  expect(questions[2]).toMatchObject({ isTrue: false })
  expect(questions[4]).toMatchObject({
    matchPairs: ['prophase', 'metaphase', 'anaphase'].map((step, index) => ({
      subquestion: { text: String(index + 1) },
      subanswer: step,
    })),
  })
})

test('text full of the signs of GIFT comes out of it as it was', async () => {
  const items = awkwardItems()
  const questions = questionsOf(await textOf('gift', items))
  expect(questions).toHaveLength(items.length)
  const [choice] = questions
  expect(choice).toMatchObject({ type: 'MC' })
  const stem = choice !== undefined && 'stem' in choice ? choice.stem.text : ''
  expect(stem).toContain('~ = # { } : \\ %50% -&gt; // {{c1::x}} ]]&gt; \\(x^2\\) {1:SHORTANSWER:=y}')
  expect(stem).toContain('äöüß עברית 👩‍🚀<br>second line')
  expect(stem).not.toContain('<b>')
})

test('Moodle XML is valid and keeps types, right answers and awkward text', async () => {
  const documents = [await textOf('moodle-xml'), await textOf('moodle-xml', awkwardItems())]
  expect(await schemaFaults('moodle-questions.xsd', documents)).toEqual([])
  expect(documents[0]).toContain('{1:SHORTANSWER:=Osmosis} is the movement of water.')
  expect(documents[0]).toMatch(/<answer fraction="100" format="html"><text>Water<\/text>/)
  expect(documents[0]).toMatch(/<answer fraction="1" format="html"><text>prophase<\/text>/)
  expect(documents[0]).toContain(
    '<subquestion format="html"><text></text><answer><text>stores fat</text></answer></subquestion>',
  )
  expect([...(documents[0] ?? '').matchAll(/<question type="([a-z]+)">/g)].map(([, type]) => type)).toEqual([
    'category',
    'multichoice',
    'cloze',
    'truefalse',
    'matching',
    'ordering',
    'shortanswer',
  ])
})

test('the schema of Moodle XML does find faults', async () => {
  const broken = (await textOf('moodle-xml'))
    .replace('<usecase>0</usecase>', '')
    .replace('type="truefalse"', 'type="yesno"')
  expect((await schemaFaults('moodle-questions.xsd', [broken])).length).toBeGreaterThan(0)
})

const qtiOf = async (items = sampleItems()) => {
  const { bytes, name } = await ofQuiz(items).export({ format: 'qti', quizId: 'quiz_1' })
  const files = Object.entries(unzipSync(bytes)).map(
    ([path, content]) => [path, new TextDecoder().decode(content)] as const,
  )
  return { name, files: new Map(files) }
}

test('a QTI 3 package holds valid items, a test of them in order, and a manifest that names every file', async () => {
  for (const items of [sampleItems(), awkwardItems()]) {
    const { files } = await qtiOf(items)
    const manifest = files.get('imsmanifest.xml') ?? ''
    const others = [...files].filter(([path]) => path !== 'imsmanifest.xml')
    expect(others).toHaveLength(items.length + 1)
    for (const [path] of others) expect(manifest).toContain(`<file href="${path}"/>`)
    expect(
      await schemaFaults(
        'qti3-items.xsd',
        others.map(([, xml]) => xml),
      ),
    ).toEqual([])
  }
})

test('the right answers of QTI items name choices that the items have', async () => {
  const { files } = await qtiOf()
  const item = (number: number) => files.get(`items/item-000${number}.xml`) ?? ''
  expect(item(1)).toMatch(/<qti-value>choice2<\/qti-value>[\s\S]*identifier="choice2">Water</)
  expect(item(2)).toMatch(/<p><qti-text-entry-interaction [^>]*\/> is the movement of water.<\/p>/)
  expect(item(4)).toMatch(
    /<qti-value>left1 right1<\/qti-value>[\s\S]*"left1"[^>]*>osmosis<[\s\S]*"right1"[^>]*>moves water</,
  )
  expect([...item(5).matchAll(/<qti-value>(\w+)</g)].map(([, id]) => id)).toEqual(['choice2', 'choice3', 'choice1'])
})

test('a card without a short answer becomes an essay with the back as model answer', async () => {
  const cards = [
    sampleCard({ back: 'line one\nline two & more' }),
    sampleCard({ id: 'card_2', kind: 'cloze', front: 'A {{c1::cell}} lives' }),
  ]
  const { exchange } = exchangeOf({ cards }, adapters)
  const xml = new TextDecoder().decode((await exchange.export({ format: 'moodle-xml' })).bytes)
  expect(await schemaFaults('moodle-questions.xsd', [xml])).toEqual([])
  expect(xml).toContain('<graderinfo format="html"><text>line one&lt;br&gt;line two &amp;amp; more</text></graderinfo>')
  expect(xml).toContain('A {1:SHORTANSWER:=cell} lives')
})
