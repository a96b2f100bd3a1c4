import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readStudyMaterial } from '../study-material.ts'
import type { StudyMaterial } from '../study-material.ts'
import { glossaryKeys, matchGlossary, termKey } from './glossary-match.ts'

const SHOWN = 50
const BOOK_PAGES = 300
const WORDS_PER_PAGE = 400

export const benchmark: Benchmark = {
  name: 'concepts',
  description:
    'Concepts against the glossary of a biology textbook, the best of other sets to be read, and their time.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  const book = join(context.dataFolder, 'openstax-biology', 'dev')
  if (existsSync(book)) measurements.push(...(await againstGlossary(context, book)))
  for (const [name, folder] of [
    ['mdn-de', join('mdn-de', 'dev', 'docs')],
    ['rust-book', join('rust-book', 'dev', 'md')],
    ['odin', join('odin', 'dev', 'docs')],
    ['german-pdf', join('german-pdf', 'dev')],
  ] as const) {
    const path = join(context.dataFolder, folder)
    if (!existsSync(path)) continue
    const material = await readStudyMaterial(path)
    context.log(
      `${name}: ${material.concepts
        .slice(0, SHOWN)
        .map((each) => each.name)
        .join(' · ')}`,
    )
    measurements.push(...times(name, material))
  }
  return measurements
}

async function againstGlossary(context: BenchmarkContext, book: string): Promise<Measurement[]> {
  const rows = (await readFile(join(book, 'glossary.jsonl'), 'utf8')).trim().split('\n')
  const byTerm = new Map(
    rows.map((row) => glossaryKeys((JSON.parse(row) as { term: string }).term)).map((keys) => [keys[0], keys] as const),
  )
  const terms = [...byTerm.values()]
  const folder = join(book, 'docs')
  const material = await readStudyMaterial(folder)
  const plain = await readStudyMaterial(folder, { keepMarks: () => false })
  const inText = presentTerms(material, terms)
  const emphasised = emphasisedTerms(material, terms)
  const measurements: Measurement[] = []
  for (const [variant, { concepts }] of [
    ['', material],
    [', emphasis taken away', plain],
  ] as const) {
    const figures = matchGlossary(concepts, terms)
    const promised = variant === ''
    measurements.push(
      ...[100, 300, 500].map((k) => ({
        name: `openstax-biology: precision at ${k}${variant}`,
        value: figures.precisionAt(k),
        unit: 'share',
        ...(promised && k === 300 ? { target: { operator: '>=', value: 0.8 } as const } : {}),
      })),
      ...[1000, 2000].map((k) => ({
        name: `openstax-biology: recall at ${k}${variant}`,
        value: figures.recallAt(k),
        unit: 'share',
        ...(promised && k === 1000 ? { target: { operator: '>=', value: 0.6 } as const } : {}),
        note: `${terms.length} terms, ${inText} of them in the text, ${emphasised} of them bold there`,
      })),
    )
    context.log(`no glossary terms${variant}: ${figures.others.slice(0, SHOWN).join(' · ')}`)
  }
  return [...measurements, ...times('openstax-biology', material)]
}

/** Terms that the documents write at all, in whatever form: no list could hold the others. */
function presentTerms({ documents }: StudyMaterial, terms: readonly (readonly string[])[]): number {
  const texts = documents.map(({ text }) => ` ${termKey(text)} `)
  return terms.filter((keys) => keys.some((key) => texts.some((text) => text.includes(` ${key} `)))).length
}

function emphasisedTerms({ concepts, documents }: StudyMaterial, terms: readonly (readonly string[])[]): number {
  const bold = new Set(
    documents.flatMap(({ mentions }) =>
      mentions.filter(({ emphasis }) => emphasis === 'bold').map(({ conceptId }) => conceptId),
    ),
  )
  const keys = new Set(
    concepts.filter(({ id }) => bold.has(id)).flatMap(({ name, aliases }) => [name, ...aliases].map(termKey)),
  )
  return terms.filter((each) => each.some((key) => keys.has(key))).length
}

function times(name: string, { seconds, analyses }: StudyMaterial): Measurement[] {
  const words = analyses.reduce((sum, { analysis }) => sum + analysis.words, 0)
  const books = words / WORDS_PER_PAGE / BOOK_PAGES
  return [
    {
      name: `${name}: analysis and ranking of ${BOOK_PAGES} pages`,
      value: (seconds.analysing + seconds.ranking) / books,
      unit: 'processor s',
      target: { operator: '<', value: 10 },
      note: `${words} words; pages of ${WORDS_PER_PAGE} words; parsing not counted`,
    },
    {
      name: `${name}: ranking of ${BOOK_PAGES} pages alone`,
      value: seconds.ranking / books,
      unit: 'processor s',
      target: { operator: '<', value: 1 },
    },
  ]
}
