import { createClient, ENDPOINTS, type ConceptGraph } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEdge } from '../../http/edge.ts'
import { mountConceptsRoutes } from './concepts.routes.ts'
import { createConceptsFixture, type ConceptsFixture } from './testing/concepts-fixture.ts'

const CELLS = `Plasma Membrane is a border of each cell. A Plasma Membrane holds Lipids, and some Lipids float.

In a cell, Adenosine Triphosphate (ATP) carries energy. ATP is spent by each Membrane Pump.`
const PUMPS = `Membrane Pump is a protein that needs ATP. A Membrane Pump sits in a Plasma Membrane.

In a cell without Adenosine Triphosphate (ATP) no Membrane Pump works.`

let fixture: ConceptsFixture
let graph: (limit?: number) => Promise<ConceptGraph>
beforeEach(async () => {
  fixture = await createConceptsFixture()
  const edge = createEdge({ ...fixture, requestTimeoutMs: 10_000, maxConcurrentRequests: 20 })
  mountConceptsRoutes(edge, fixture)
  const client = createClient({ baseUrl: 'http://127.0.0.1', fetch: async (request) => await edge.fetch(request) })
  graph = async (limit) =>
    ENDPOINTS.conceptGraph.answer
      .strict()
      .parse(await client.call('conceptGraph', { query: limit === undefined ? {} : { limit } }))
  await fixture.start()
  await fixture.publish('cells.txt', CELLS)
  await fixture.publish('pumps.txt', PUMPS)
  await fixture.idle()
})
afterEach(async () => {
  await fixture.cleanUp()
})

const indexOf = (nodes: ConceptGraph['nodes'], { id }: { readonly id: string }): number =>
  nodes.findIndex((node) => node.id === id)

describe('the graph of a collection', () => {
  it('has every concept of the list, and every prerequisite of each', async () => {
    const { nodes, edges, total, documents, pendingDocuments } = await graph()
    const list = await fixture.list()
    expect(nodes.map(({ id, rank }) => [id, rank])).toEqual(list.map(({ id, rank }) => [id, rank]))
    expect({ total, pendingDocuments }).toEqual({ total: list.length, pendingDocuments: 0 })
    for (const [index, { id }] of nodes.entries()) {
      const { prerequisites, definition } = await fixture.concepts.get(id)
      const needed = edges.filter(({ concept }) => concept === index)
      expect(needed.map(({ prerequisite }) => nodes[prerequisite]?.id)).toEqual(
        prerequisites.map(({ prerequisiteId }) => prerequisiteId),
      )
      expect(nodes.find((node) => node.id === id)?.defined).toBe(definition !== null)
    }
    expect(edges.length).toBeGreaterThan(0)
    const homes = nodes.map(({ home }) => (home === null ? null : documents[home]?.title))
    expect(new Set(homes)).toEqual(new Set(documents.map(({ title }) => title)))
  })

  it('is cut to the most important, without edges to what is left out', async () => {
    const { nodes, edges, total } = await graph(2)
    expect(nodes.map(({ rank }) => rank)).toEqual([1, 2])
    expect(total).toBeGreaterThan(2)
    expect(edges.every(({ concept, prerequisite }) => concept < 2 && prerequisite < 2)).toBe(true)
  })

  it('keeps hidden concepts, marked, without edges; a pinned prerequisite says so', async () => {
    const [lipids, pump] = [await fixture.named('Lipids'), await fixture.named('Membrane Pump')]
    await fixture.concepts.setPrerequisite(lipids.id, { prerequisiteId: pump.id, decision: 'pinned' })
    const { nodes: before, edges: drawn } = await graph()
    const pair = { concept: indexOf(before, lipids), prerequisite: indexOf(before, pump) }
    expect(drawn).toContainEqual({ ...pair, confidence: 1, origin: 'pinned' })
    await fixture.concepts.update(lipids.id, { hidden: true })
    const { nodes, edges, total } = await graph(1)
    expect(nodes.find(({ id }) => id === lipids.id)).toMatchObject({ hidden: true, edited: true })
    const hidden = indexOf(nodes, lipids)
    expect(edges.some(({ concept, prerequisite }) => concept === hidden || prerequisite === hidden)).toBe(false)
    expect(total).toBe((await fixture.list()).length)
  })
})

describe('a concept', () => {
  it('tells what the user said it does not need, until that is taken back', async () => {
    const [lipids, pump] = [await fixture.named('Lipids'), await fixture.named('Membrane Pump')]
    const decide = async (decision: 'forbidden' | 'derived') =>
      await fixture.concepts.setPrerequisite(pump.id, { prerequisiteId: lipids.id, decision })
    expect((await decide('forbidden')).forbidden).toEqual([{ conceptId: lipids.id, name: 'Lipids' }])
    expect((await decide('derived')).forbidden).toEqual([])
  })
})
