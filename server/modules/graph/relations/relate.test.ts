import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChunkReading, StatedRelation } from '../../../ports/chunk-reader.ts'
import { relateEntities } from './relate.ts'
import type { EntityPlace, RelatableChunk, RelatableEntity } from './relation-input.ts'

type Told = readonly [source: string, kind: StatedRelation['kind'], target: string, strength?: number]

let made = 0

/** A chunk of one sentence, which names the ends of what it states, or the names given. */
function chunkOf(text: string, told: readonly Told[], named: readonly string[] = []): RelatableChunk {
  made += 1
  const documentId = `document ${made}`
  const names = [...new Set([...told.flatMap(([source, , target]) => [source, target]), ...named])]
  const placed = names.map((name) => ({ name, start: text.indexOf(name), end: text.indexOf(name) + name.length }))
  const reading: ChunkReading = {
    language: 'en',
    mentions: placed.map(({ name, start, end }) => ({ key: `en:${name}`, start, end, type: 'term' })),
    aliases: [],
    relations: told.map(([source, kind, target, strength = 0.8]) => ({
      kind,
      source: names.indexOf(source),
      target: names.indexOf(target),
      start: 0,
      end: text.length,
      rule: 'en:test',
      strength,
    })),
    sentenceEnds: [text.length],
  }
  const places: EntityPlace[] = placed.map(({ name, start, end }) => ({ key: `en:${name}`, start, end }))
  return { chunkId: made, documentId, start: 0, text, reading, modelReading: null, places }
}

const anything = (key: string): RelatableEntity => ({ key, type: 'concept' })
const only =
  (...keys: readonly string[]) =>
  (key: string): RelatableEntity | undefined =>
    keys.includes(key) ? anything(key) : undefined

test('a phrase stands for the longest end of it that is an entity', () => {
  const chunk = chunkOf('Water has a strong covalent bond.', [['strong covalent bond', 'part-of', 'Water']])
  const entityOf = only('en:Water', 'en:covalent bond', 'en:bond')
  const [relation] = relateEntities({ chunks: [{ ...chunk, places: [] }], entityOf })
  expect(relation?.sourceKey).toBe('en:covalent bond')
  const [start = 0, end = 0] = relation?.evidence[0]?.source ?? []
  expect(chunk.text.slice(start, end)).toBe('covalent bond')
})

test('what is said of a phrase with a complement is not said of its head', () => {
  const chunk = chunkOf('A loss of water causes wilting.', [['loss of water', 'causes', 'wilting']])
  const input = { chunks: [{ ...chunk, places: [] }], entityOf: only('en:loss', 'en:water', 'en:wilting') }
  expect(relateEntities(input)).toEqual([])
})

test('nothing is related to itself, nor a general word to anything', () => {
  const chunks = [
    chunkOf('ATP is adenosine triphosphate.', [['ATP', 'is-a', 'adenosine triphosphate']]),
    chunkOf('A cell has a part.', [['part', 'part-of', 'cell']]),
  ]
  const entityOf = (key: string): RelatableEntity => anything(key === 'en:ATP' ? 'en:adenosine triphosphate' : key)
  expect(relateEntities({ chunks, entityOf })).toEqual([])
})

test('more documents that say so make a relation surer', () => {
  const one = chunkOf('A whale is a mammal.', [['whale', 'is-a', 'mammal', 0.7]])
  const other = chunkOf('The whale is a mammal, too.', [['whale', 'is-a', 'mammal', 0.7]])
  const confidenceOf = (chunks: readonly RelatableChunk[]): number =>
    relateEntities({ chunks, entityOf: anything })[0]?.confidence ?? 0
  expect(confidenceOf([one])).toBeCloseTo(0.7)
  expect(confidenceOf([one, other])).toBeCloseTo(0.91)
  // A sentence that two chunks share counts once.
  expect(confidenceOf([one, { ...one, chunkId: 1000 }])).toBeCloseTo(0.7)
})

test('of two directions the better supported stays, less sure; a cycle loses its weakest relation', () => {
  const chunks = [
    chunkOf('A whale is a mammal.', [['whale', 'is-a', 'mammal', 0.9]]),
    chunkOf('A mammal is a whale.', [['mammal', 'is-a', 'whale', 0.6]]),
    chunkOf('A mammal is an animal.', [['mammal', 'is-a', 'animal', 0.9]]),
    chunkOf('An animal is a whale.', [['animal', 'is-a', 'whale', 0.55]]),
  ]
  const found = relateEntities({ chunks, entityOf: anything }).filter(({ kind }) => kind === 'is-a')
  expect(found.map(({ sourceKey, targetKey }) => `${sourceKey} ${targetKey}`)).toEqual([
    'en:mammal en:animal',
    'en:whale en:mammal',
  ])
  expect(found[1]?.confidence).toBeLessThan(0.9)
})

test('the shorter and clearer of two sentences is shown first', () => {
  const long = `After many years of work it turned out, as several people had said, that the whale is a mammal, ${'and so on '.repeat(20)}.`
  const chunks = [
    chunkOf(long, [['whale', 'is-a', 'mammal']]),
    chunkOf('As everybody knows today, the whale is a mammal.', [['whale', 'is-a', 'mammal']]),
  ]
  const [relation] = relateEntities({ chunks, entityOf: anything })
  expect(relation?.evidence.map(({ chunkId }) => chunkId)).toEqual([chunks[1]?.chunkId, chunks[0]?.chunkId])
})

test('things named together far more often than by chance are related, dates and numbers are not', () => {
  const together = Array.from({ length: 4 }, () =>
    chunkOf('The stamen holds pollen in 1990.', [], ['stamen', 'pollen', '1990']),
  )
  const apart = Array.from({ length: 40 }, (_, at) => chunkOf(`Here thing${at} is named.`, [], [`thing${at}`]))
  const entityOf = (key: string): RelatableEntity => ({ key, type: key === 'en:1990' ? 'date' : 'concept' })
  const found = relateEntities({ chunks: [...together, ...apart], entityOf })
  expect(found.map(({ kind, sourceKey, targetKey }) => [kind, sourceKey, targetKey])).toEqual([
    ['related', 'en:pollen', 'en:stamen'],
  ])
  expect(found[0]?.evidenceCount).toBe(4)
})

test('what a language model read is merged with what a pattern found', () => {
  const chunk = chunkOf('A whale is a mammal.', [['whale', 'is-a', 'mammal', 0.6]])
  const mentions = chunk.reading.mentions.map((mention) => ({ ...mention, type: 'concept' as const, description: '' }))
  const told = { kind: 'is-a', source: 0, target: 1, start: 0, end: 20, strength: 0.8 } as const
  const modelReading = { mentions, relations: [{ ...told, description: 'Whales bear young.', keywords: ['kinds'] }] }
  const [relation] = relateEntities({ chunks: [{ ...chunk, modelReading }], entityOf: anything })
  expect(new Set(relation?.evidence.map(({ origin }) => origin))).toEqual(new Set(['pattern', 'model']))
  expect(relation).toMatchObject({ description: 'Whales bear young.', keywords: ['kinds'] })
})

test('the order of the chunks does not matter', () => {
  const names = ['atom', 'bond', 'crystal', 'dipole']
  const kinds = ['is-a', 'part-of', 'causes', 'example-of'] as const
  const sentence = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom(...kinds),
      fc.constantFrom(...names),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
    )
    .map(([source, kind, target, strength]) =>
      chunkOf(`${source} ${kind} ${target}.`, [[source, kind, target, strength]]),
    )
  const shuffledPair = fc
    .array(sentence, { maxLength: 30 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
  fc.assert(
    fc.property(shuffledPair, ([chunks, other]) => {
      expect(relateEntities({ chunks: other, entityOf: anything })).toEqual(
        relateEntities({ chunks, entityOf: anything }),
      )
    }),
  )
})
