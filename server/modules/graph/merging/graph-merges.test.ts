import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GraphMerges, GraphQueries } from '../graph-api.ts'
import { createGraphQueries } from '../queries/graph-queries.ts'
import { CELL_GRAPH } from '../testing/cell-library.double.ts'
import { reassembleDescribed } from '../testing/decided-graph.double.ts'
import { createStoredGraph, type StoredGraph } from '../testing/stored-graph.double.ts'
import { createGraphMerges } from './graph-merges.ts'

let graph: StoredGraph
let queries: GraphQueries
let merges: GraphMerges
/** What was asked of the concepts. */
let asked: unknown[]

beforeEach(async () => {
  graph = await createStoredGraph()
  asked = []
  const phrases: Record<string, string[][]> = {
    con_plasma_membrane: [['plasma membrane'], ['cell membrane']],
    con_cell: [['cell', 'cells'], ['plasma membrane'], ['cell membrane']],
  }
  const concepts = {
    names: async (ids: readonly string[]) =>
      await Promise.resolve(
        new Map(
          ids
            .filter((id) => id.startsWith('con_'))
            .map((id) => [id, { id, name: id, collectionId: graph.collectionId }]),
        ),
      ),
    phrases: async (id: string) => await Promise.resolve(phrases[id] ?? [[id]]),
    merge: async (...request: unknown[]) => await Promise.resolve(asked.push(['merge', ...request]) as never),
    split: async (...request: unknown[]) => await Promise.resolve(asked.push(['split', ...request]) as never),
  }
  const shared = {
    store: graph.store,
    library: graph.library,
    retrieval: { pages: async (documentId: string) => await graph.library.text(documentId) },
    concepts,
    clock: graph.clock,
  }
  queries = createGraphQueries({ ...shared, pendingDocuments: async () => await Promise.resolve(0) })
  merges = createGraphMerges({
    ...shared,
    queries,
    reassemble: async () => await reassembleDescribed(graph, CELL_GRAPH),
  })
})

afterEach(async () => await graph.cleanUp())

const namesOf = async (name: string) => (await queries.entity(graph.nameId(name))).names.toSorted()
const waiting = async () => (await merges.reviews({ limit: 20, offset: 0 })).reviews.map(({ names }) => names)
const refused = (field: string) => ({ code: 'LP_REQUEST_INVALID', context: { issues: [{ field }] } })

describe('merging', () => {
  it('makes all names of the others names of the entity, to which their old ids lead', async () => {
    const merged = await merges.merge(graph.nameId('Peter Mitchell'), [graph.nameId('P. Mitchell')])
    expect(merged.names.toSorted()).toEqual(['P. Mitchell', 'Peter Mitchell'])
    expect((await queries.entity(graph.nameId('P. Mitchell'))).id).toBe(merged.id)
    expect(merged.nameRecords.find(({ name }) => name === 'P. Mitchell')).toMatchObject({
      reason: 'user',
      with: 'Peter Mitchell',
    })
  })

  it('is undone by splitting, and splitting by merging', async () => {
    const [membrane, cell] = [graph.nameId('plasma membrane'), graph.nameId('cell')]
    await merges.merge(membrane, [cell])
    const split = await merges.split(membrane, [cell, graph.nameId('cells')])
    expect(split.names.toSorted()).toEqual(['cell', 'cells'])
    expect(await namesOf('plasma membrane')).toEqual(['cell membrane', 'plasma membrane'])
    expect((await merges.merge(membrane, [cell])).names).toHaveLength(4)
  })

  it('splits off a name that was put there by the documents, for good', async () => {
    const split = await merges.split(graph.nameId('ATP'), [graph.nameId('adenosine triphosphate')])
    expect(split.names).toEqual(['adenosine triphosphate'])
    await reassembleDescribed(graph, CELL_GRAPH)
    expect(await namesOf('ATP')).toEqual(['ATP'])
  })

  it('makes the concepts one, or two, that the entities are', async () => {
    await merges.merge(graph.nameId('plasma membrane'), [graph.nameId('membrane'), graph.nameId('London')])
    expect(asked).toEqual([['merge', 'con_plasma_membrane', ['con_membrane']]])
    asked = []
    await merges.split(graph.nameId('plasma membrane'), [graph.nameId('cell membrane')])
    expect(asked).toEqual([['split', 'con_plasma_membrane', ['cell membrane']]])
  })

  it('refuses what cannot be', async () => {
    const cell = graph.nameId('cell')
    await graph.publish('other.txt', 'A harbour.', 'other')
    await graph.replace({ entities: [{ names: ['harbour'], type: 'concept' }] }, 'other')
    const [harbour] = (await queries.entities({ collection: 'other', limit: 1, offset: 0 })).entities
    await expect(merges.merge(cell, [graph.nameId('cells')])).rejects.toMatchObject(refused('entityIds'))
    await expect(merges.merge(cell, [harbour?.id ?? ''])).rejects.toMatchObject(refused('entityIds'))
    await expect(merges.merge(cell, ['ent_none'])).rejects.toMatchObject({ code: 'LP_ENTITY_NOT_FOUND' })
    await expect(merges.split(cell, [graph.nameId('London')])).rejects.toMatchObject(refused('nameIds'))
    await expect(merges.split(cell, [cell, graph.nameId('cells')])).rejects.toMatchObject(refused('nameIds'))
    expect(await graph.store.db.selectFrom('graph_merge_decisions').selectAll().execute()).toEqual([])
  })

  it('keeps no word of the documents', async () => {
    await merges.merge(graph.nameId('Peter Mitchell'), [graph.nameId('P. Mitchell')])
    const rows = await graph.store.db.selectFrom('graph_merge_decisions').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('mitchell')
  })
})

describe('the review queue', () => {
  it('shows both entities with the reasons and a sentence that names each, the surest first', async () => {
    const { reviews, total } = await merges.reviews({ limit: 1, offset: 0 })
    expect(total).toBe(2)
    expect(reviews[0]).toMatchObject({
      names: ['P. Mitchell', 'Peter Mitchell'],
      reasons: ['same last word', 'an initial fits'],
      similarity: 0.81,
    })
    expect(reviews[0]?.passages.map(({ text }) => text.trim())).toEqual([
      'P. Mitchell received a prize in 1978.',
      'Peter Mitchell explained in 1961 how ATP is made.',
    ])
  })

  it('takes a decision for good, and takes it back', async () => {
    const id = graph.reviewId('P. Mitchell', 'Peter Mitchell')
    await merges.decide(id, 'same')
    expect(await namesOf('Peter Mitchell')).toEqual(['P. Mitchell', 'Peter Mitchell'])
    expect(await waiting()).toEqual([['cell', 'cell membrane']])
    await merges.decide(id, 'undecided')
    expect(await namesOf('Peter Mitchell')).toEqual(['Peter Mitchell'])
    expect(await waiting()).toHaveLength(2)
    await merges.decide(id, 'different')
    expect(await waiting()).toEqual([['cell', 'cell membrane']])
    await merges.decide(id, 'same')
    expect(await namesOf('P. Mitchell')).toEqual(['P. Mitchell', 'Peter Mitchell'])
  })

  it('makes concepts one with the decision, and two again when it is taken back', async () => {
    const id = graph.reviewId('cell', 'cell membrane')
    await merges.decide(id, 'same')
    expect(asked).toEqual([['merge', 'con_cell', ['con_plasma_membrane']]])
    asked = []
    await merges.decide(id, 'undecided')
    expect(asked).toEqual([['split', 'con_cell', ['cell membrane']]])
    await expect(merges.decide('rev_none', 'same')).rejects.toMatchObject({ code: 'LP_MERGE_REVIEW_NOT_FOUND' })
  })
})
