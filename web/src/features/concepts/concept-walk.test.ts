import type { ConceptGraph, ConceptNode } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { conceptNet, type ConceptNet } from './concept-net.ts'
import { findConcepts } from './find-concepts.ts'
import { mapLayout, type MapPlaces } from './map-layout.ts'
import { neighbourhoodOf } from './neighbourhood.ts'
import { pathTo } from './path-to-concept.ts'
import { topicsOf } from './topics.ts'

type Needs = readonly (readonly [concept: string, prerequisite: string, confidence?: number])[]

function netOf(names: readonly string[], needs: Needs): ConceptNet {
  const nodes = names.map((name, index): ConceptNode => {
    const facts = { aliases: [], mentions: 3, hidden: false, edited: false, defined: true, home: null }
    return { id: `con_${name}`, name, rank: index + 1, importance: 1, difficulty: 0.5, ...facts }
  })
  const edges = needs.map(([concept, prerequisite, confidence = 0.9]) => ({
    concept: names.indexOf(concept),
    prerequisite: names.indexOf(prerequisite),
    confidence,
    origin: 'derived' as const,
  }))
  const graph: ConceptGraph = { collection: 'c', nodes, edges, documents: [], total: nodes.length, pendingDocuments: 0 }
  return conceptNet(graph, [])
}

/** Two groups that need each other more than the other group. */
const TWO_TOPICS = netOf(
  ['cell', 'membrane', 'lipid', 'pump', 'wave', 'string', 'sound', 'pitch'],
  [
    ['membrane', 'cell'],
    ['membrane', 'lipid'],
    ['pump', 'membrane'],
    ['pump', 'cell'],
    ['string', 'wave'],
    ['sound', 'wave'],
    ['sound', 'string'],
    ['pitch', 'sound'],
    ['pitch', 'cell', 0.1],
  ],
)

const indexOf = (net: ConceptNet, name: string): number => net.indexOf(`con_${name}`) ?? -1
const nameOf = (net: ConceptNet, index: number): string => net.concepts[index]?.name ?? ''

function placesOf(net: ConceptNet): MapPlaces {
  const steps = mapLayout({ net, topics: topicsOf(net) })
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

const distanceOf = ([x = 0, y = 0]: readonly number[], [otherX = 0, otherY = 0]: readonly number[]): number =>
  Math.hypot(x - otherX, y - otherY)

describe('the path to a concept', () => {
  it('has nothing before what it needs, and says what each step is needed for', () => {
    const { steps, more } = pathTo(TWO_TOPICS, indexOf(TWO_TOPICS, 'pitch'), 10)
    const names = steps.map(({ concept }) => nameOf(TWO_TOPICS, concept))
    expect(names).toEqual(['wave', 'string', 'sound'])
    expect(steps.map(({ neededFor }) => nameOf(TWO_TOPICS, neededFor))).toEqual(['sound', 'sound', 'pitch'])
    expect(more).toBe(0)
  })

  it('keeps the surest when it is cut, and leaves guesses out', () => {
    const { steps, more } = pathTo(TWO_TOPICS, indexOf(TWO_TOPICS, 'pitch'), 1)
    expect(steps.map(({ concept }) => nameOf(TWO_TOPICS, concept))).toEqual(['sound'])
    expect(more).toBe(2)
  })

  it('is empty where one can begin', () => {
    expect(pathTo(TWO_TOPICS, indexOf(TWO_TOPICS, 'cell'), 5)).toEqual({ steps: [], more: 0 })
  })
})

describe('the neighbourhood of a concept', () => {
  it('has what it needs, what that needs, and what needs it, each once', () => {
    const { columns, edges } = neighbourhoodOf(TWO_TOPICS, indexOf(TWO_TOPICS, 'membrane'))
    const named = (indexes: readonly number[]): string[] => indexes.map((index) => nameOf(TWO_TOPICS, index)).toSorted()
    expect(named(columns.needs)).toEqual(['cell', 'lipid'])
    expect(named(columns.before)).toEqual([])
    expect(named(columns.neededBy)).toEqual(['pump'])
    expect(edges).toHaveLength(3)
    const around = neighbourhoodOf(TWO_TOPICS, indexOf(TWO_TOPICS, 'pitch')).columns
    expect(named(around.before)).toEqual(['string', 'wave'])
  })
})

describe('the map', () => {
  it('knows topics by what needs each other', () => {
    const topics = topicsOf(TWO_TOPICS).map(({ concepts }) => concepts.map((index) => nameOf(TWO_TOPICS, index)))
    expect(topics).toEqual([
      ['cell', 'membrane', 'lipid', 'pump'],
      ['wave', 'string', 'sound', 'pitch'],
    ])
  })

  it('is the same each time, with room for each concept, what is needed to the left', () => {
    const { concepts, islands } = placesOf(TWO_TOPICS)
    expect(placesOf(TWO_TOPICS)).toEqual({ concepts, islands })
    const placeOf = (index: number): readonly number[] => [...concepts.subarray(index * 2, index * 2 + 2)]
    const indexes = [...TWO_TOPICS.concepts.keys()]
    const gaps = indexes.flatMap((one) =>
      indexes.filter((other) => other > one).map((other) => distanceOf(placeOf(one), placeOf(other))),
    )
    expect(Math.min(...gaps)).toBeGreaterThan(0.4)
    for (const [concept, prerequisite] of [
      ['pump', 'cell'],
      ['pitch', 'wave'],
    ] as const) {
      const left = placeOf(indexOf(TWO_TOPICS, prerequisite))[0]
      expect(left).toBeLessThan(placeOf(indexOf(TWO_TOPICS, concept))[0] ?? 0)
    }
    const [one = [], other = []] = islands.map(({ x, y }) => [x, y])
    expect(distanceOf(one, other)).toBeGreaterThanOrEqual(islands.reduce((sum, { radius }) => sum + radius, 0))
  })
})

describe('finding concepts', () => {
  it('puts names that begin with the words first', () => {
    const net = netOf(['heat wave', 'wave', 'Wavelength'], [])
    expect(findConcepts(net, ' WAVE', 5).map(({ name }) => name)).toEqual(['wave', 'Wavelength', 'heat wave'])
    expect(findConcepts(net, '  ', 5)).toEqual([])
  })
})
