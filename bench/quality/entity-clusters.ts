import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EntityType } from '../../contracts/src/entity-graph.ts'
import { resolveEntities } from '../../server/modules/graph/resolution/resolve-entities.ts'
import type { EntityForm, FormAlias, NameVectors } from '../../server/modules/graph/resolution/resolution.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { BenchmarkContext, Measurement } from '../benchmark.ts'
import { bCubed } from './b-cubed.ts'
import { embedNames, nameKey, statedIn } from './entity-names.ts'
import { MERGE_SIMILARITY } from './entity-pairs.ts'

interface NewsDocument {
  readonly title: string
  readonly sents: readonly (readonly string[])[]
  readonly vertexSet: readonly (readonly { readonly name: string; readonly type: string }[])[]
}

const TYPES: Readonly<Record<string, EntityType>> = {
  PER: 'person',
  LOC: 'place',
  ORG: 'organization',
  TIME: 'date',
  NUM: 'quantity',
}

interface NamedMention {
  readonly document: string
  /** Name of the true cluster. */
  readonly gold: string
  readonly form: string
}

/** Clusters of mentions in encyclopedia articles, article by article and all articles as one collection. */
export async function measureClusters(context: BenchmarkContext, embedder: Embedder): Promise<Measurement[]> {
  const file = join(context.dataFolder, 're-docred', 'dev', 'dev.json')
  if (!existsSync(file)) return []
  const documents = JSON.parse(await readFile(file, 'utf8')) as NewsDocument[]
  const mentions = documents.flatMap(mentionsOf)
  // The rules were made with the first half; the other was not looked at.
  const unseen = new Set(documents.slice(Math.floor(documents.length / 2)).map(({ title }) => title))
  const forms = formsOf(documents)
  const vectors = await embedNames(forms, embedder)
  const texts = new Map(documents.map((document) => [document.title, statedIn([plainText(document)])]))
  const stated = statedIn(documents.map(plainText))
  const exact = new Map(forms.map(({ key, name, type }) => [key, `${type} ${name.toLowerCase()}`]))
  const figures = (name: string, clusterIn: (document: string) => (mention: NamedMention) => string): Measurement[] => [
    ...figuresOf(name, mentions, clusterIn),
    ...figuresOf(
      `unseen half, ${name}`,
      mentions.filter(({ document }) => unseen.has(document)),
      clusterIn,
    ),
  ]
  const measurements = figures('the same letters', () => (mention) => exact.get(mention.form) ?? '')
  const variants: readonly (readonly [string, boolean, NameVectors | null])[] = [
    ['ours, no model, no text', false, null],
    ['ours, no text', false, vectors],
    ['ours, no model', true, null],
    ['ours', true, vectors],
  ]
  for (const [name, withText, model] of variants) {
    const entityOf = (
      some: readonly EntityForm[],
      aliases: readonly FormAlias[],
    ): ((mention: NamedMention) => string) => {
      const { entities } = resolveEntities({
        forms: some,
        aliases: withText ? aliases : [],
        decisions: [],
        vectors: model,
        mergeSimilarity: MERGE_SIMILARITY,
      })
      const found = new Map(entities.flatMap(({ key, records }) => records.map((record) => [record.key, key] as const)))
      return (mention) => found.get(mention.form) ?? ''
    }
    const byDocument = new Map(
      documents.map((document) => [document.title, entityOf(formsOf([document]), texts.get(document.title) ?? [])]),
    )
    measurements.push(...figures(`article by article, ${name}`, (document) => byDocument.get(document) ?? (() => '')))
    const together = entityOf(forms, stated)
    measurements.push(...figures(`all together, ${name}`, () => together))
  }
  return measurements
}

/** A name may be of two types in different places: it is then two forms, as in the product where the reader tells them apart. */
const formKey = (name: string, type: EntityType): string =>
  type === 'date' || type === 'quantity' ? `${type}:${name}` : nameKey(name)

function mentionsOf({ title, vertexSet }: NewsDocument): NamedMention[] {
  return vertexSet.flatMap((vertex, at) =>
    vertex.map(({ name, type }) => ({
      document: title,
      gold: `${title} ${at}`,
      form: formKey(name, TYPES[type] ?? 'name'),
    })),
  )
}

function formsOf(documents: readonly NewsDocument[]): EntityForm[] {
  const found = new Map<
    string,
    { names: Map<string, number>; types: Map<EntityType, number>; documents: Set<string> }
  >()
  for (const { title, vertexSet } of documents) {
    for (const { name, type: label } of vertexSet.flat()) {
      const type = TYPES[label] ?? 'name'
      const key = formKey(name, type)
      const form = found.get(key) ?? { names: new Map(), types: new Map(), documents: new Set() }
      form.names.set(name, (form.names.get(name) ?? 0) + 1)
      form.types.set(type, (form.types.get(type) ?? 0) + 1)
      form.documents.add(title)
      found.set(key, form)
    }
  }
  return [...found].map(([key, form]) => ({
    key,
    name: most(form.names),
    type: most(form.types),
    language: 'en',
    mentions: [...form.names.values()].reduce((sum, count) => sum + count, 0),
    documents: [...form.documents],
    conceptId: null,
  }))
}

function most<Value extends string>(counts: ReadonlyMap<Value, number>): Value {
  return [...counts].toSorted(
    ([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1),
  )[0]?.[0] as Value
}

/** The tokens of the set as they would stand in print. */
function plainText({ sents }: NewsDocument): string {
  return sents
    .map((words) => words.join(' '))
    .join(' ')
    .replaceAll(/ ([,.;:!?)\]%])/g, '$1')
    .replaceAll(/([([]) /g, '$1')
    .replaceAll(/ ('s|’s)\b/g, '$1')
    .replaceAll(/(\w) ([-–]) (\w)/g, '$1$2$3')
}

function figuresOf(
  name: string,
  mentions: readonly NamedMention[],
  clusterIn: (document: string) => (mention: NamedMention) => string,
): Measurement[] {
  // The set says nothing across articles, so clusters are compared within each.
  const items = mentions.map((mention) => ({
    gold: mention.gold,
    found: `${mention.document} ${clusterIn(mention.document)(mention)}`,
  }))
  const { precision, recall, f1 } = bCubed(items)
  return [
    { name: `clusters, ${name}: precision`, value: precision, unit: 'B-cubed' },
    { name: `clusters, ${name}: recall`, value: recall, unit: 'B-cubed' },
    { name: `clusters, ${name}: F1`, value: f1, unit: 'B-cubed', note: `${items.length} mentions` },
  ]
}
