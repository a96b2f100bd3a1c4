import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import { resolveEntities } from '../../server/modules/graph/resolution/resolve-entities.ts'
import type { EntityForm } from '../../server/modules/graph/resolution/resolution.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { BenchmarkContext, Measurement } from '../benchmark.ts'
import { embedNames } from './entity-names.ts'
import { MERGE_SIMILARITY } from './entity-pairs.ts'
import { readLines } from './prerequisite-material.ts'

const SIZES = [1000, 10_000, 100_000]
const FORMS_PER_DOCUMENT = 50

/** Time of names put together from the words of a textbook and of articles, as many as a large library has. */
export async function measureResolutionSpeed(context: BenchmarkContext, embedder: Embedder): Promise<Measurement[]> {
  const words = await wordsOf(context.dataFolder)
  if (words.terms.length === 0 || words.names.length === 0) return []
  const measurements: Measurement[] = []
  const seconds: number[] = []
  for (const size of SIZES) {
    const forms = madeForms(size, words)
    const vectors = await embedNames(forms, embedder)
    const before = process.cpuUsage()
    const { entities, reviews } = resolveEntities({
      forms,
      aliases: [],
      decisions: [],
      vectors,
      mergeSimilarity: MERGE_SIMILARITY,
    })
    const { user, system } = process.cpuUsage(before)
    seconds.push((user + system) / 1e6)
    measurements.push({
      name: `resolution of ${size} names`,
      value: seconds.at(-1) ?? 0,
      unit: 'processor s',
      note: `${entities.length} entities, ${reviews.length} to review; embedding not counted`,
    })
  }
  const [, middle = 1, most = 0] = seconds
  measurements.push({
    name: 'growth from 10,000 to 100,000 names',
    value: most / middle,
    unit: 'times',
    target: { operator: '<', value: 20 },
  })
  return measurements
}

interface Words {
  readonly terms: readonly string[]
  readonly names: readonly { readonly name: string; readonly type: string }[]
}

async function wordsOf(dataFolder: string): Promise<Words> {
  const glossary = join(dataFolder, 'openstax-biology', 'dev', 'glossary.jsonl')
  const articles = join(dataFolder, 're-docred', 'dev', 'dev.json')
  const terms = existsSync(glossary) ? await readLines<{ readonly term: string }>(glossary) : []
  const documents = existsSync(articles)
    ? (JSON.parse(await readFile(articles, 'utf8')) as { readonly vertexSet: Words['names'][] }[])
    : []
  return { terms: terms.map(({ term }) => term), names: documents.flatMap(({ vertexSet }) => vertexSet.flat()) }
}

/** Terms and persons of parts of real ones, each name once. */
function madeForms(size: number, { terms, names }: Words): EntityForm[] {
  const random = randomFor(size, 'made names')
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const parts = terms.flatMap((term) => term.split(' '))
  const persons = names.filter(({ type }) => type === 'PER').flatMap(({ name }) => name.split(' '))
  const forms = new Map<string, EntityForm>()
  while (forms.size < size) {
    const isPerson = random() < 0.3
    const source = isPerson ? persons : parts
    const name = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(source)).join(' ')
    const key = `en:${isPerson ? 'person ' : ''}${name.toLowerCase()}`
    const documents = [`document ${Math.floor((random() * size) / FORMS_PER_DOCUMENT)}`]
    const type = isPerson ? ('person' as const) : ('concept' as const)
    forms.set(key, {
      key,
      name,
      type,
      language: 'en',
      mentions: 1 + Math.floor(random() * 9),
      documents,
      conceptId: null,
    })
  }
  return [...forms.values()]
}
