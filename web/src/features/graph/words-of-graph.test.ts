import type { Relation, RelationKind } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { budgetOf } from './budget.ts'
import { groupedRelations } from './grouped-relations.ts'
import { isNamed } from './is-named.ts'
import { KIND_LOOKS, TYPE_LOOKS } from './looks.ts'
import { lineAt } from './line-at.ts'
import { placesOf } from './places-of.ts'

const end = (id: string): Relation['source'] => ({ id, name: id, type: 'concept', conceptId: null })
const relation = (kind: RelationKind, [source, target]: readonly [string, string], confidence = 0.8): Relation => ({
  id: `${source} ${kind} ${target}`,
  kind,
  source: end(source),
  target: end(target),
  confidence,
  origins: ['pattern'],
  evidenceCount: 1,
  evidence: [],
  description: null,
  keywords: [],
})

describe('relations of an entity', () => {
  it('are grouped by kind and direction, the surest first; what goes both ways is one group', () => {
    const outgoing = [
      relation('part-of', ['cell', 'tissue'], 0.6),
      relation('part-of', ['cell', 'organ'], 0.9),
      relation('related', ['cell', 'virus']),
    ]
    const incoming = [relation('part-of', ['nucleus', 'cell']), relation('related', ['energy', 'cell'], 0.9)]
    const groups = groupedRelations({ outgoing, incoming })
    expect(groups.map(({ kind, isOutgoing, relations }) => [kind, isOutgoing, relations.length])).toEqual([
      ['part-of', true, 2],
      ['part-of', false, 1],
      ['related', true, 2],
    ])
    expect(groups[0]?.relations.map(({ target }) => target.name)).toEqual(['organ', 'tissue'])
    expect(groups[2]?.relations.map(({ source }) => source.name)).toEqual(['energy', 'cell'])
  })
})

describe('looks', () => {
  it('tell types and kinds apart without colours', () => {
    const shapes = Object.values(TYPE_LOOKS).map(({ shape }) => shape)
    expect(new Set(shapes).size).toBe(shapes.length)
    const dashes = Object.values(KIND_LOOKS).map(({ dash }) => JSON.stringify(dash))
    expect(new Set(dashes).size).toBe(dashes.length)
  })
})

describe('places of names in a passage', () => {
  const text = 'ATP (adenosine triphosphate) is made of ions in the nation. Cells need atp.'
  const found = (names: readonly string[]): string[] =>
    placesOf({ text, start: 100 }, names).map(({ start, end: last }) => text.slice(start - 100, last - 100))

  it('are found whatever their case, as offsets in the document', () => {
    expect(found(['ATP', 'adenosine triphosphate'])).toEqual(['ATP', 'adenosine triphosphate', 'atp'])
    expect(placesOf({ text, start: 100 }, ['ATP'])[0]).toEqual({ start: 100, end: 103 })
  })

  it('are not within other words; endings may follow', () => {
    expect(found(['ion'])).toEqual(['ion'])
    expect(found(['cell'])).toEqual(['Cell'])
    expect(found(['na'])).toEqual([])
    expect(found([''])).toEqual([])
  })
})

describe('a budget', () => {
  it('is read as people write numbers', () => {
    expect(budgetOf('250000')).toBe(250_000)
    expect(budgetOf(' 250.000 ')).toBe(250_000)
    expect(budgetOf('1,250,000')).toBe(1_250_000)
    expect(budgetOf('250 000')).toBe(250_000)
  })

  it('is a whole number above 0', () => {
    for (const wrong of ['', '0', '-5', '2.5', '1e6', 'many', '2000000000']) expect(budgetOf(wrong)).toBeNull()
  })
})

describe('a name', () => {
  it('has the words in it, whatever their case', () => {
    expect(isNamed('MEMB', 'cell membrane')).toBe(true)
    expect(isNamed('osmo', 'cell membrane', 'Osmosis')).toBe(true)
    expect(isNamed('', 'anything')).toBe(true)
    expect(isNamed('virus', 'cell membrane')).toBe(false)
  })
})

describe('a line of the map', () => {
  const lines = [
    { id: 'across', from: { x: 0, y: 50 }, to: { x: 100, y: 50 } },
    { id: 'down', from: { x: 50, y: 0 }, to: { x: 50, y: 100 } },
  ]

  it('is met from near, the nearest of several, and not beyond its ends', () => {
    expect(lineAt(lines, { x: 20, y: 53 })).toBe('across')
    expect(lineAt(lines, { x: 51, y: 47 })).toBe('down')
    expect(lineAt(lines, { x: 20, y: 60 })).toBeNull()
    expect(lineAt(lines, { x: 110, y: 50 })).toBeNull()
    expect(lineAt([], { x: 0, y: 0 })).toBeNull()
  })
})
