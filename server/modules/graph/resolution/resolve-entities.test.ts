import { describe, expect, it } from 'vitest'
import type { EntityForm, FormAlias, MergeDecision, NameVectors, Resolution } from './resolution.ts'
import { resolveEntities } from './resolve-entities.ts'

const form = (name: string, more: Partial<EntityForm> = {}): EntityForm => ({
  key: `en:${name.toLowerCase()}`,
  name,
  type: 'name',
  language: 'en',
  mentions: 1,
  documents: ['one'],
  conceptId: null,
  ...more,
})

interface Given {
  readonly aliases?: readonly FormAlias[]
  readonly decisions?: readonly MergeDecision[]
  readonly vectors?: NameVectors
}

const resolve = (forms: readonly EntityForm[], { aliases = [], decisions = [], vectors }: Given = {}): Resolution =>
  resolveEntities({ forms, aliases, decisions, vectors: vectors ?? null, mergeSimilarity: 0.93 })

/** Names of each entity, without the language. */
const groups = ({ entities }: Resolution): string[] =>
  entities
    .map(({ records }) =>
      records
        .map(({ key }) => key.slice(3))
        .toSorted()
        .join(' = '),
    )
    .toSorted()
const reviewed = ({ reviews }: Resolution): string[] =>
  reviews.map(({ firstKey, secondKey }) => `${firstKey.slice(3)} ? ${secondKey.slice(3)}`)

const same = (first: string, second: string): MergeDecision => ({
  firstKey: `en:${first}`,
  secondKey: `en:${second}`,
  decision: 'same',
})
const different = (first: string, second: string): MergeDecision => ({ ...same(first, second), decision: 'different' })
const concept = { type: 'concept' } as const
const person = { type: 'person' } as const
const alias = (first: string, second: string, kind: FormAlias['kind'] = 'alias'): FormAlias => ({
  firstKey: `en:${first}`,
  secondKey: `en:${second}`,
  kind,
  count: 1,
})

describe('names that are spelled otherwise', () => {
  it.each([
    ['cell-surface receptor', 'cell surface receptors', concept],
    ['haemoglobin', 'hemoglobin', concept],
    ['Müller', 'Mueller', person],
    ['Mediaș', 'Medias', { type: 'place' }],
    ['The Sacramento Bee', 'Sacramento Bee', {}],
    ['Doe, John', 'John Doe', person],
    ['Dr. Ada Lovelace', 'Ada Lovelace', person],
    ['J. Doe', 'John Doe', person],
    ['Taito Corporation', 'Taito', { type: 'organization' }],
    ['13 March 1963', 'March 13, 1963', { type: 'date' }],
    ['IEC 61131-3', 'IEC61131-3', { type: 'standard' }],
    ['α-helix', 'alpha helix', concept],
  ] as const)('"%s" and "%s" are one thing', (first, second, more) => {
    expect(groups(resolve([form(first, more), form(second, more)]))).toHaveLength(1)
  })

  it.each([
    ['vitamin B1', 'vitamin B2', concept],
    ['meiosis I', 'meiosis II', concept],
    ['A horizon', 'B horizon', concept],
    ['intracellular signal', 'intercellular signal', concept],
    ['sucrose', 'sucrase', concept],
    ['Bauer', 'Baur', person],
    ['Paul Desmarais', 'Paul Desmarais Jr.', person],
    ['John Doe', 'Jane Doe', person],
    ['1990', '1991', { type: 'date' }],
    ['10 mV', '10 kV', { type: 'quantity' }],
    ['ISO 9001', 'ISO 9002', { type: 'standard' }],
    ['University of Miami', 'Miami University', { type: 'organization' }],
    ['type error', 'error type', concept],
    ['type of value', 'value of type', concept],
    ['to_string', 'String', concept],
    ['synapsis', 'synapsid', concept],
    ['macroevolution', 'microevolution', concept],
    ['offsetX', 'offsetY', concept],
    ['HTTPS', 'HTTP', concept],
    ['codon', 'stop codon', concept],
    ['-70 mV', '70 mV', { type: 'quantity' }],
    ['Korea', 'Korean', { type: 'place' }],
  ] as const)('"%s" and "%s" are two, however alike their meaning', (first, second, more) => {
    const vectors: NameVectors = { vector: () => Float32Array.of(1, 0), calibrated: () => 1 }
    expect(groups(resolve([form(first, more), form(second, more)], { vectors }))).toHaveLength(2)
  })
})

describe('names alike in letters and meaning', () => {
  const vectors: NameVectors = { vector: () => Float32Array.of(1, 0), calibrated: () => 1 }
  it.each([
    [form('set of chromosomes', concept), form('chromosome set', concept)],
    [form('hash function', concept), form('hashing function', concept)],
    [form('Antidiurectic Hormone', concept), form('antidiuretic hormone', { ...concept, mentions: 20 })],
  ])('are one thing (%#)', (first, second) => {
    expect(groups(resolve([first, second], { vectors }))).toHaveLength(1)
    expect(groups(resolve([first, second]))).toHaveLength(2)
  })

  it('are asked about where either spelling is usual', () => {
    const forms = [form('synapsis', { ...concept, mentions: 9 }), form('synapsid', { ...concept, mentions: 20 })]
    expect(resolve(forms, { vectors }).reviews).toEqual([
      expect.objectContaining({
        firstKey: 'en:synapsid',
        similarity: 1,
        reasons: ['Their words are almost the same.', 'They mean much the same.'],
      }),
    ])
  })
})

it('does not chain what is clearly different through what both are called', () => {
  const forms = ['vitamin B1', 'thiamine', 'vitamin B2'].map((name) => form(name, concept))
  const resolution = resolve(forms, { aliases: [alias('vitamin b1', 'thiamine'), alias('thiamine', 'vitamin b2')] })
  expect(groups(resolution)).toEqual(['thiamine = vitamin b1', 'vitamin b2'])
  expect(reviewed(resolution)).toEqual(['thiamine ? vitamin b2'])
})

it('asks whether what may be a short form is the word', () => {
  const resolution = resolve([form('GET', { ...concept, key: 'en:GET' }), form('get', concept)])
  expect(reviewed(resolution)).toEqual(['GET ? get'])
})

it('takes nobody for his father where others of the family are named', () => {
  const forms = ['Luis Roche', 'Luis Armando Roche', 'Beatrice Roche'].map((name) => form(name, person))
  expect(groups(resolve(forms))).toHaveLength(3)
  expect(groups(resolve(forms.slice(0, 2)))).toHaveLength(1)
})

it('keeps a person and a place of the same name apart', () => {
  const forms = [form('Jordan', { key: 'en:a', type: 'person' }), form('Jordan', { key: 'en:b', type: 'place' })]
  expect(groups(resolve(forms))).toHaveLength(2)
})

it('puts a short form with what a text says it means', () => {
  const forms = [form('ATP', concept), form('adenosine triphosphate', concept)]
  const [entity] = resolve(forms, { aliases: [alias('atp', 'adenosine triphosphate', 'acronym')] }).entities
  expect(entity?.records.map(({ reason, withKey }) => [reason, withKey])).toEqual([
    ['itself', null],
    ['acronym', 'en:adenosine triphosphate'],
  ])
})

it('asks about a short form that texts state two meanings of', () => {
  const forms = ['PCT', 'proximal convoluted tubule', 'patent cooperation treaty'].map((name) => form(name, concept))
  const aliases = [
    alias('pct', 'proximal convoluted tubule', 'acronym'),
    alias('pct', 'patent cooperation treaty', 'acronym'),
  ]
  const resolution = resolve(forms, { aliases })
  expect(groups(resolution)).toHaveLength(3)
  expect(reviewed(resolution)).toHaveLength(2)
})

describe('a surname', () => {
  const healey = form('Jeff Healey', person)
  it('joins the one person of its documents who has it', () => {
    expect(groups(resolve([healey, form('Healey', person)]))).toEqual(['healey = jeff healey'])
  })
  it('joins nobody where two have it, and the user is asked', () => {
    const resolution = resolve([healey, form('Denis Healey', person), form('Healey', person)])
    expect(groups(resolution)).toHaveLength(3)
    expect(reviewed(resolution)).toEqual(['denis healey ? healey', 'healey ? jeff healey'])
  })
  it('joins nobody of another document', () => {
    expect(groups(resolve([healey, form('Healey', { ...person, documents: ['other'] })]))).toHaveLength(2)
  })
})

describe('decisions', () => {
  const forms = ['cell-wall', 'cell wall', 'plasmalemma'].map((name) => form(name, concept))
  it('separate what would be one thing, and join what would be two', () => {
    const decisions = [different('cell-wall', 'cell wall'), same('cell wall', 'plasmalemma')]
    const resolution = resolve(forms, { decisions })
    expect(groups(resolution)).toEqual(['cell wall = plasmalemma', 'cell-wall'])
    expect(reviewed(resolution)).toEqual([])
  })
  it('hold through names that no document has any more', () => {
    const decisions = [same('cell wall', 'gone'), same('gone', 'plasmalemma')]
    const [entity] = resolve(forms, { decisions }).entities
    expect(entity?.records.map(({ key, withKey }) => [key, withKey])).toContainEqual(['en:plasmalemma', 'en:cell wall'])
  })
  it('keep the second of two that contradict a third apart', () => {
    const decisions = [
      same('cell-wall', 'plasmalemma'),
      same('cell wall', 'plasmalemma'),
      different('cell wall', 'cell-wall'),
    ]
    expect(groups(resolve(forms, { decisions }))).toEqual(['cell wall = plasmalemma', 'cell-wall'])
  })
})
