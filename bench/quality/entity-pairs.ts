import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../../server/kernel/seeded-random.ts'
import { resolveEntities } from '../../server/modules/graph/resolution/resolve-entities.ts'
import type {
  EntityForm,
  FormAlias,
  NameVectors,
  Resolution,
} from '../../server/modules/graph/resolution/resolution.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { BenchmarkContext, Measurement } from '../benchmark.ts'
import { embedNames, nameKey, paragraphsOf, statedIn } from './entity-names.ts'
import { readLines } from './prerequisite-material.ts'

export const MERGE_SIMILARITY = 0.93

interface AliasPair {
  readonly a: string
  readonly b: string
  readonly same: number
}

/** Which half of the pairs the rules were made with. The other was not looked at. */
const HALVES = ['seen', 'unseen'] as const
const halfOf = ({ a, b }: AliasPair): (typeof HALVES)[number] => (hashOf(`${a}\n${b}`) % 2 === 0 ? 'seen' : 'unseen')

const keyOf = (name: string): string => nameKey(name.replaceAll(/\([^()]*\)/g, ' '))

/** What a rule says of a pair: 1 and more to merge it; below, the likelier to be one thing. */
type Rule = (pair: AliasPair) => number

/** Alias pairs of a biology textbook against hard negatives, among all terms of its glossary. */
export async function measureAliasPairs(context: BenchmarkContext, embedder: Embedder): Promise<Measurement[]> {
  const book = join(context.dataFolder, 'openstax-biology', 'dev')
  if (!existsSync(book)) return []
  const pairs = await readLines<AliasPair>(join(book, 'alias_pairs.jsonl'))
  const glossary = await readLines<{ readonly term: string }>(join(book, 'glossary.jsonl'))
  const forms = formsOf([...pairs.flatMap(({ a, b }) => [a, b]), ...glossary.map(({ term }) => term)])
  const vectors = await embedNames(forms, embedder)
  const paragraphs: string[] = []
  for await (const paragraph of paragraphsOf(join(book, 'docs'))) paragraphs.push(paragraph)
  const stated = statedIn(paragraphs)
  const variants: readonly (readonly [string, readonly FormAlias[], NameVectors | null])[] = [
    ['ours, no model, no text', [], null],
    ['ours, no text', [], vectors],
    ['ours, no model', stated, null],
    ['ours', stated, vectors],
  ]
  const measurements: Measurement[] = []
  for (const half of HALVES) {
    const some = pairs.filter((pair) => halfOf(pair) === half)
    const cosine: Rule = ({ a, b }) => vectors.cosine(keyOf(a), keyOf(b))
    measurements.push(
      ...figuresOf(`${half}: the same letters`, some, ({ a, b }) => (a.toLowerCase() === b.toLowerCase() ? 1 : 0)),
      ...figuresOf(`${half}: cosine ≥ ${MERGE_SIMILARITY} alone`, some, (pair) => cosine(pair) / MERGE_SIMILARITY),
      ...figuresOf(
        `${half}: calibrated ≥ ${MERGE_SIMILARITY} alone`,
        some,
        (pair) => vectors.calibrated(cosine(pair)) / MERGE_SIMILARITY,
      ),
    )
  }
  for (const [name, aliases, model] of variants) {
    const resolution = resolveEntities({
      forms,
      aliases,
      decisions: [],
      vectors: model,
      mergeSimilarity: MERGE_SIMILARITY,
    })
    for (const half of HALVES) {
      const some = pairs.filter((pair) => halfOf(pair) === half)
      const rule = ruleOf(resolution)
      measurements.push(
        ...figuresOf(`${half}: ${name}`, some, rule, true),
        ...reviewsOf(`${half}: ${name}`, some, rule),
      )
    }
    const wrong = pairs.filter((pair) => halfOf(pair) === 'seen' && pair.same === 0 && ruleOf(resolution)(pair) >= 1)
    context.log(`${name}, merged wrongly (seen half): ${wrong.map(({ a, b }) => `${a} = ${b}`).join(' · ')}`)
  }
  return measurements
}

function formsOf(names: readonly string[]): EntityForm[] {
  const byKey = new Map(names.map((name) => [keyOf(name), name]))
  const rest = { type: 'concept', language: 'en', mentions: 1, documents: ['book'], conceptId: null } as const
  return [...byKey].map(([key, name]) => ({ key, name, ...rest }))
}

const pairKey = (one = '', other = ''): string => (one < other ? `${one}\n${other}` : `${other}\n${one}`)

function ruleOf({ entities, reviews }: Resolution): Rule {
  const entityOf = new Map(entities.flatMap(({ key, records }) => records.map((record) => [record.key, key] as const)))
  const scores = new Map(
    reviews.map(({ firstKey, secondKey, score }) => [pairKey(entityOf.get(firstKey), entityOf.get(secondKey)), score]),
  )
  return ({ a, b }) => {
    const [one, other] = [entityOf.get(keyOf(a)), entityOf.get(keyOf(b))]
    return one === other ? 1 : Math.min(0.99, scores.get(pairKey(one, other)) ?? 0)
  }
}

function figuresOf(name: string, pairs: readonly AliasPair[], rule: Rule, isOurs = false): Measurement[] {
  const scored = pairs.map((pair) => ({ same: pair.same === 1, score: rule(pair) }))
  const negatives = scored.filter(({ same }) => !same).length
  const merged = scored.filter(({ score }) => score >= 1)
  const wrong = merged.filter(({ same }) => !same).length
  const best = Math.max(
    ...[...new Set(scored.map(({ score }) => score))].filter((score) => score > 0).map((from) => f1(scored, from)),
    0,
  )
  return [
    { name: `pairs, ${name}: best F1`, value: best, unit: 'F1' },
    {
      name: `pairs, ${name}: F1 of merges`,
      value: f1(scored, 1),
      unit: 'F1',
      note: `${merged.length - wrong} right, ${wrong} wrong`,
    },
    {
      name: `pairs, ${name}: false merges`,
      value: wrong / negatives,
      unit: 'share',
      note: `${wrong} of ${negatives} hard negatives`,
      ...(isOurs ? { target: { operator: '<', value: 0.01 } as const } : {}),
    },
  ]
}

function f1(scored: readonly { readonly same: boolean; readonly score: number }[], from: number): number {
  const found = scored.filter(({ score }) => score >= from)
  const right = found.filter(({ same }) => same).length
  return (2 * right) / (found.length + scored.filter(({ same }) => same).length)
}

function reviewsOf(name: string, pairs: readonly AliasPair[], rule: Rule): Measurement[] {
  const asked = pairs.filter((pair) => rule(pair) > 0 && rule(pair) < 1)
  const right = asked.filter(({ same }) => same === 1).length
  return [
    {
      name: `pairs, ${name}: asked`,
      value: asked.length / pairs.length,
      unit: 'share',
      note: `${asked.length} of ${pairs.length}`,
    },
    {
      name: `pairs, ${name}: asked and the same`,
      value: asked.length === 0 ? 0 : right / asked.length,
      unit: 'precision',
      note: `${right}`,
    },
  ]
}
