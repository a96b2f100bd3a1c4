import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderByPrerequisites, type OrderEdge, type OrderNode } from './order-by-prerequisites.ts'

const nodes = (...ids: string[]): OrderNode[] => ids.map((id, priority) => ({ id, priority }))
const edge = (before: string, after: string, weight = 1): OrderEdge => ({ before, after, weight })

const graph = fc.integer({ min: 0, max: 30 }).chain((count) => {
  const id = fc.integer({ min: 0, max: Math.max(0, count) }).map(String)
  return fc.record({
    nodes: fc.tuple(
      ...Array.from({ length: count }, (_, at) => fc.record({ id: fc.constant(String(at)), priority: fc.nat(9) })),
    ),
    edges: fc.array(fc.record({ before: id, after: id, weight: fc.nat(5) }), { maxLength: 120 }),
  })
})

describe('orderByPrerequisites', () => {
  it('keeps the order of the priorities where no edge says otherwise', () => {
    expect(orderByPrerequisites(nodes('a', 'b', 'c'), []).order).toEqual(['a', 'b', 'c'])
    expect(orderByPrerequisites(nodes('a', 'b', 'c', 'd'), [edge('c', 'a')]).order).toEqual(['b', 'c', 'a', 'd'])
  })

  it('drops the weakest edge of a cycle and says so', () => {
    const edges = [edge('c', 'a', 1), edge('a', 'b', 3), edge('b', 'c', 2)]
    const { order, kept, dropped } = orderByPrerequisites(nodes('c', 'b', 'a'), edges)
    expect(order).toEqual(['a', 'b', 'c'])
    expect(kept).toEqual([edge('a', 'b', 3), edge('b', 'c', 2)])
    expect(dropped).toEqual([edge('c', 'a', 1)])
  })

  it('passes over edges of things it does not know, and of a thing with itself', () => {
    const { order, kept, dropped } = orderByPrerequisites(nodes('a'), [edge('x', 'a'), edge('a', 'a')])
    expect({ order, kept, dropped }).toEqual({ order: ['a'], kept: [], dropped: [edge('a', 'a')] })
  })

  it('gives every node once, after all it needs by the edges kept', () => {
    fc.assert(
      fc.property(graph, (input) => {
        const { order, kept } = orderByPrerequisites(input.nodes, input.edges)
        expect(order.toSorted()).toEqual(input.nodes.map(({ id }) => id).toSorted())
        const place = new Map(order.map((id, at) => [id, at]))
        for (const { before, after } of kept) expect(place.get(before)).toBeLessThan(place.get(after) ?? -1)
      }),
    )
  })

  it('drops an edge only when it closes a cycle with edges that are as strong or stronger', () => {
    fc.assert(
      fc.property(graph, (input) => {
        const { kept, dropped } = orderByPrerequisites(input.nodes, input.edges)
        for (const lost of dropped) {
          const stronger = kept.filter(({ weight }) => weight >= lost.weight)
          const reached = new Set([lost.after])
          for (const node of reached) for (const one of stronger) if (one.before === node) reached.add(one.after)
          expect(reached).toContain(lost.before)
        }
      }),
    )
  })

  it('gives the same for the same', () => {
    fc.assert(
      fc.property(graph, (input) => {
        expect(orderByPrerequisites(input.nodes, input.edges)).toEqual(
          orderByPrerequisites(structuredClone(input.nodes), structuredClone(input.edges)),
        )
      }),
    )
  })
})
