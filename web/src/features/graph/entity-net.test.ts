import type { EntityMap, EntityType, RelationKind } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { entityIslands } from './entity-islands.ts'
import { entityLayout, type EntityPlaces } from './entity-layout.ts'
import { entityNet, mainRelations, oneForEachPair, shownRelations, type EntityNet } from './entity-net.ts'

type Node = EntityMap['nodes'][number]
type Edge = EntityMap['edges'][number]

const node = (name: string, type: EntityType = 'concept'): Node => ({
  id: `ent_${name}`,
  name,
  type,
  conceptId: null,
  importance: 0.5,
  mentions: 3,
})

const edge = (source: number, target: number, kind: RelationKind = 'part-of', confidence = 0.8): Edge => ({
  id: `rel_${source}_${kind}_${target}`,
  source,
  target,
  kind,
  confidence,
  origins: ['pattern'],
})

/** Stars of ten around a middle each, one line between neighbours, and one entity alone. */
function stars(count: number): EntityNet {
  const nodes = Array.from({ length: count * 10 + 1 }, (_, index) => node(`n${index}`))
  const edges = Array.from({ length: count }, (_, star) => [
    ...Array.from({ length: 9 }, (_unused, point) => edge(star * 10, star * 10 + point + 1)),
    ...(star === 0 ? [] : [edge(star * 10, star * 10 - 10, 'uses', 0.55)]),
  ]).flat()
  return entityNet({ nodes, edges })
}

function placesOf(net: EntityNet): EntityPlaces {
  const steps = entityLayout(net)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const distance = ({ points }: EntityPlaces, one: number, other: number): number =>
  Math.hypot(
    (points[one * 2] ?? 0) - (points[other * 2] ?? 0),
    (points[one * 2 + 1] ?? 0) - (points[other * 2 + 1] ?? 0),
  )

describe('the net of entities', () => {
  const net = entityNet({
    nodes: [node('cell'), node('membrane'), node('Hooke', 'person')],
    edges: [edge(1, 0), edge(2, 0, 'related', 0.5), edge(0, 1, 'uses', 0.9)],
  })

  it('lists the relations of an entity in both directions, the surest first', () => {
    expect(net.relationsOf[0]?.map(({ kind }) => kind)).toEqual(['uses', 'part-of', 'related'])
    expect(net.relationsOf[2]?.map(({ kind }) => kind)).toEqual(['related'])
    expect(net.indexOf('ent_Hooke')).toBe(2)
  })

  it('shows relations whose kind and both ends are shown', () => {
    const without = { types: new Set<EntityType>(['person']), kinds: new Set<RelationKind>(['uses']) }
    expect(shownRelations(net, without).map(({ kind }) => kind)).toEqual(['part-of'])
  })

  it('draws one line between two, that of the surest relation', () => {
    expect(oneForEachPair(net.relations).map(({ kind }) => kind)).toEqual(['uses', 'related'])
  })

  it('always draws a line to each entity, and not all of them when they are many', () => {
    const many = stars(30)
    const full = entityNet({
      nodes: [...many.entities],
      edges: [...many.relations, ...Array.from({ length: 290 }, (_, index) => edge(index, index + 10, 'related', 0.3))],
    })
    const main = mainRelations(full.relations)
    expect(main.size).toBeLessThan(full.relations.length)
    const bound = full.relationsOf.filter(({ length }) => length > 0)
    expect(bound.filter((relations) => !relations.some(({ id }) => main.has(id)))).toEqual([])
  })
})

describe('the layout of entities', () => {
  const net = stars(12)
  const places = placesOf(net)

  it('is the same for the same net', () => {
    expect(placesOf(stars(12))).toEqual(places)
  })

  it('leaves out what has no relation', () => {
    expect(places.isPlaced.filter((isPlaced) => !isPlaced)).toHaveLength(1)
    expect(places.isPlaced.at(-1)).toBe(false)
  })

  it('puts what is related nearer than what is not, and nothing upon another', () => {
    const near = net.relations.filter(({ kind }) => kind === 'part-of')
    const mean = near.reduce((sum, { source, target }) => sum + distance(places, source, target), 0) / near.length
    const far = Array.from({ length: 60 }, (_, index) => distance(places, index, (index + 60) % 120))
    expect(mean).toBeLessThan(far.reduce((sum, one) => sum + one, 0) / far.length / 2)
    for (let one = 0; one < 120; one++) {
      for (let other = 0; other < one; other++) expect(distance(places, one, other)).toBeGreaterThan(0.4)
    }
  })

  it('has islands that do not touch, those that are bound to each other as neighbours', () => {
    const sizes = [40, 30, 20, 20, 12, 8, 8, 5, 4]
    const islands = entityIslands(
      sizes.map((size, place) => ({ size, ties: new Map([[place === 8 ? 3 : 0, place === 0 ? 0 : 2]]) })),
    )
    for (const [place, one] of islands.entries()) {
      for (const other of islands.slice(place + 1)) {
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.radius + other.radius)
      }
    }
    const toward = (place: number): number => {
      const [last, other] = [islands[8], islands[place]]
      return Math.hypot((last?.x ?? 0) - (other?.x ?? 0), (last?.y ?? 0) - (other?.y ?? 0))
    }
    const others = [1, 2, 4, 5, 6, 7].map(toward)
    expect(toward(3)).toBeLessThan(others.reduce((sum, one) => sum + one, 0) / others.length)
  })
})
