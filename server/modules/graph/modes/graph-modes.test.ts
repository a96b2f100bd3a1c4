import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GraphMode, GraphSearchRequestInput, GraphSearchResponse } from '@learnpath/contracts'
import { createRetrieval, NO_MODELS, type RetrievalApi } from '../../retrieval/index.ts'
import { createMemoryKeywordIndexStore } from '../../retrieval/testing/memory-keyword-index-store.ts'
import { createRecordingMetrics } from '../../../ports/metrics.double.ts'
import { CELL_GRAPH, CELL_TEXTS } from '../testing/cell-library.double.ts'
import { createStoredGraph, type StoredGraph } from '../testing/stored-graph.double.ts'
import { createGraphModes } from './graph-modes.ts'

/** What "cellular respiration" depends on is named in energy.txt; what that is part of is told in cells.txt. */
const BRIDGE = 'What part does the thing play that cellular respiration depends on?'

describe('createGraphModes', () => {
  let graph: StoredGraph
  let retrieval: RetrievalApi

  beforeEach(async () => {
    graph = await createStoredGraph(CELL_TEXTS, CELL_GRAPH)
    const { library, eventBus, clock, logger } = graph
    retrieval = createRetrieval({
      library,
      eventBus,
      clock,
      logger,
      indexStore: createMemoryKeywordIndexStore(),
      generations: NO_MODELS,
      metrics: createRecordingMetrics(),
    })
    await retrieval.rebuild()
  })
  afterEach(async () => {
    await retrieval.stop()
    await graph.cleanUp()
  })

  const search = async (
    query: string,
    graphMode: GraphMode,
    more: Partial<GraphSearchRequestInput> = {},
  ): Promise<GraphSearchResponse> =>
    await createGraphModes({ ...graph, retrieval }).search({ query, graphMode, ...more })
  const paths = ({ hits }: GraphSearchResponse): string[] => hits.map(({ path }) => path)

  it('finds in `local` what is told of a neighbour of the entity that the question names, though no word of it stands there', async () => {
    const found = await search('osmosis', 'local')
    expect(found.entities).toMatchObject([{ name: 'osmosis', type: 'concept', word: 'osmosis' }])
    const neighbour = found.hits.find(({ text }) => !text.toLowerCase().includes('osmosis'))
    expect(neighbour?.text).toContain('plasma membrane')
    expect(neighbour?.graph?.entities.map(({ name }) => name)).toContain('plasma membrane')
  })

  it('knows an entity under all its names and in any inflection', async () => {
    const found = await search('What do adenosine triphosphates do in the cell membranes?', 'local')
    expect(found.entities.map(({ name }) => name)).toEqual(['ATP', 'plasma membrane'])
  })

  it('answers in `global` with the evidence of relations, which it tells', async () => {
    const found = await search('What does cellular respiration use?', 'global')
    expect(found.hits[0]?.text).toContain('Cellular respiration uses oxygen')
    const relationId = graph.relationId('cellular respiration', 'uses', 'oxygen')
    expect(found.hits[0]?.graph?.relations[0]).toBe(relationId)
    expect(found.relations.map(({ id }) => id)).toContain(relationId)
    expect(found.relations[0]?.evidence).toHaveLength(1)
  })

  it('leads in `mix` from the best passage to another document that names the same and tells the rest', async () => {
    const found = await search(BRIDGE, 'mix')
    expect(paths(found)[0]).toBe('energy.txt')
    const bridge = found.hits.find(({ path, text }) => path === 'cells.txt' && text.includes('part of the cell'))
    expect(bridge?.graph?.entities.map(({ name }) => name)).toContain('mitochondrion')
    expect(bridge?.graph?.fromChunkId).toBe(found.hits[0]?.chunkId)
  })

  it('keeps in `mix` the two best passages of the ordinary search where they are', async () => {
    const [naive, mix] = [await search(BRIDGE, 'naive'), await search(BRIDGE, 'mix')]
    const ids = ({ hits }: GraphSearchResponse): string[] => hits.slice(0, 2).map(({ chunkId }) => chunkId)
    expect(ids(mix)).toEqual(ids(naive))
  })

  it('gives exact passages and highlights that lie within them, in every mode', async () => {
    for (const graphMode of ['naive', 'local', 'global', 'hybrid', 'mix'] as const) {
      const { hits } = await search(BRIDGE, graphMode)
      expect(hits.length).toBeGreaterThan(0)
      for (const [index, hit] of hits.entries()) {
        const { text } = await graph.library.text(hit.documentId)
        expect(text.slice(hit.start, hit.end)).toBe(hit.text)
        expect(hit.rank).toBe(index + 1)
        expect(hit.highlights.every(({ start, end }) => start >= hit.start && end <= hit.end)).toBe(true)
      }
    }
  })

  it('holds to filters, quoted phrases and excluded words in every mode', async () => {
    for (const graphMode of ['local', 'global', 'hybrid', 'mix'] as const) {
      const filters = { documentIds: [graph.documentIds.get('energy.txt') ?? ''] }
      expect(new Set(paths(await search(BRIDGE, graphMode, { filters })))).toEqual(new Set(['energy.txt']))
      const { hits } = await search('mitochondrion -ATP', graphMode)
      expect(hits.filter(({ text }) => text.includes('ATP'))).toEqual([])
      const quoted = await search('mitochondrion "part of the cell"', graphMode)
      expect(quoted.hits.every(({ text }) => text.includes('part of the cell'))).toBe(true)
    }
    await expect(search('cell', 'mix', { filters: { collections: ['nowhere'] } })).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
  })

  it('answers with the ordinary search where the graph has nothing to say, and tells so', async () => {
    const found = await search('worked prize', 'local')
    expect(found.graphMode).toBe('naive')
    expect(found.hits[0]?.text).toContain('worked')
    expect(found.hits[0]?.graph).toBeNull()
  })

  it('does not lead to a document that was deleted', async () => {
    await graph.library.delete(graph.documentIds.get('cells.txt') ?? '')
    for (const graphMode of ['local', 'hybrid', 'mix'] as const) {
      expect(paths(await search('plasma membrane osmosis ATP', graphMode))).not.toContain('cells.txt')
    }
  })
})
