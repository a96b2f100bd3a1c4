import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GraphQueries } from '../graph-api.ts'
import { createStoredGraph, type StoredGraph } from '../testing/stored-graph.double.ts'
import { createGraphQueries } from './graph-queries.ts'

let graph: StoredGraph
let queries: GraphQueries
const all = { limit: 1000, offset: 0 }
const near = { depth: 1, limit: 60 }

beforeEach(async () => {
  graph = await createStoredGraph()
  queries = createGraphQueries({
    store: graph.store,
    library: graph.library,
    retrieval: { pages: async (documentId) => await graph.library.text(documentId) },
    concepts: { names: async () => await Promise.resolve(new Map()) },
    pendingDocuments: async () => await Promise.resolve(0),
  })
})

afterEach(async () => await graph.cleanUp())

/** Everything in an answer that says it is a passage. */
function passagesIn(value: unknown): { documentId: string; start: number; end: number; text: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(passagesIn)
  return 'text' in value && 'documentId' in value ? [value as ReturnType<typeof passagesIn>[number], ...inside] : inside
}

async function expectExact(answer: unknown): Promise<void> {
  const passages = passagesIn(answer)
  expect(passages.length).toBeGreaterThan(0)
  for (const { documentId, start, end, text } of passages) {
    expect((await graph.library.text(documentId)).text.slice(start, end)).toBe(text)
  }
}

const steps = (path: Awaited<ReturnType<GraphQueries['path']>>) =>
  path.steps.map(({ source, kind, target }) => `${source.name} ${kind} ${target.name}`)

describe('the list of entities', () => {
  it('gives the most important first, by pages, with how many there are of each type', async () => {
    const first = await queries.entities({ limit: 3, offset: 0 })
    const second = await queries.entities({ limit: 3, offset: 3 })
    expect(first.entities.map(({ name }) => name)).toEqual(['cell', 'plasma membrane', 'mitochondrion'])
    expect(second.entities.map(({ name }) => name)).toEqual(['ATP', 'membrane', 'osmosis'])
    expect(first.total).toBe(18)
    expect(first.types).toEqual({ concept: 12, person: 3, place: 2, standard: 1 })
  })

  it('finds part of any name, whatever its case, and takes signs as they are', async () => {
    const found = await queries.entities({ contains: 'Cell MEMB', ...all })
    expect(found.entities.map(({ name }) => name)).toEqual(['plasma membrane'])
    expect((await queries.entities({ contains: '%', ...all })).total).toBe(0)
    const people = await queries.entities({ contains: 'mitchell', type: 'person', ...all })
    expect(people.entities.map(({ name }) => name)).toEqual(['Peter Mitchell', 'P. Mitchell'])
    expect((await queries.entities({ type: 'person', ...all })).total).toBe(3)
  })

  it('holds the entities of its collection only', async () => {
    await graph.publish('other.txt', 'Osmosis again.', 'other')
    await graph.replace({ entities: [{ names: ['osmosis'], type: 'concept' }] }, 'other')
    expect((await queries.entities({ collection: 'other', ...all })).total).toBe(1)
    expect((await queries.entities({ contains: 'osmosis', ...all })).total).toBe(1)
    await expect(queries.entities({ collection: 'none', ...all })).rejects.toMatchObject({
      code: 'LP_COLLECTION_NOT_FOUND',
    })
  })
})

describe('one entity', () => {
  it('is found by its id, by the id of each of its names, and by its concept', async () => {
    const id = graph.nameId('plasma membrane')
    for (const each of [id, graph.nameId('cell membrane'), 'con_plasma_membrane']) {
      expect((await queries.entity(each)).id).toBe(id)
    }
    await expect(queries.entity('ent_none')).rejects.toMatchObject({ code: 'LP_ENTITY_NOT_FOUND' })
  })

  it('says why it has its names, with the sentence that gives both', async () => {
    const atp = await queries.entity(graph.nameId('ATP'))
    const record = atp.nameRecords.find(({ name }) => name === 'adenosine triphosphate')
    expect(record).toMatchObject({ reason: 'acronym', with: 'ATP', evidence: { text: 'Adenosine triphosphate (ATP)' } })
    expect(atp.nameRecords.find(({ name }) => name === 'ATP')).toMatchObject({ reason: 'itself', with: null })
    await expectExact(atp)
  })

  it('gives the passages first that say what it is or does, of several documents', async () => {
    const { passagesToRead } = await queries.entity(graph.nameId('mitochondrion'))
    expect(passagesToRead[0]?.text).toContain('The mitochondrion is a part of the cell.')
    expect(new Set(passagesToRead.map(({ path }) => path))).toEqual(new Set(['cells.txt', 'energy.txt']))
    await expectExact(passagesToRead)
  })

  it('gives its relations in both directions, the surest first, with the words of both ends in the sentence', async () => {
    const { outgoing, incoming } = await queries.entity(graph.nameId('osmosis'))
    expect(outgoing.map(({ kind, target }) => [kind, target.name])).toEqual([
      ['depends-on', 'plasma membrane'],
      ['defined-as', 'diffusion'],
    ])
    expect(incoming).toEqual([])
    const [evidence] = outgoing[0]?.evidence ?? []
    const { text = '' } = evidence?.passage ?? {}
    const words = [evidence?.source, evidence?.target].map((range) => {
      const at = evidence?.passage.start ?? 0
      return text.slice((range?.start ?? 0) - at, (range?.end ?? 0) - at)
    })
    expect(words).toEqual(['Osmosis', 'plasma membrane'])
    await expectExact(outgoing)
  })
})

describe('a neighbourhood', () => {
  it('goes both ways along relations, the surest and most important first, step by step', async () => {
    const one = await queries.neighbourhood(graph.nameId('mitochondrion'), near)
    expect(one.entities.map(({ name, depth }) => [name, depth])).toEqual([
      ['mitochondrion', 0],
      ['cell', 1],
      ['cellular respiration', 1],
      ['ATP', 1],
      ['membrane', 1],
    ])
    expect(one.complete).toBe(true)
    const two = await queries.neighbourhood(graph.nameId('mitochondrion'), { ...near, depth: 2 })
    expect(two.entities.filter(({ depth }) => depth === 2).map(({ name }) => name)).toEqual([
      'oxygen',
      'plasma membrane',
      'Peter Mitchell',
    ])
    await expectExact(two)
  })

  it('says when the limit left something out, and shows how each entity was reached', async () => {
    const { entities, relations, complete } = await queries.neighbourhood(graph.nameId('mitochondrion'), {
      depth: 4,
      limit: 3,
    })
    expect(entities.map(({ name }) => name)).toEqual(['mitochondrion', 'cell', 'cellular respiration'])
    expect(relations.map(({ kind }) => kind).toSorted()).toEqual(['depends-on', 'part-of'])
    expect(complete).toBe(false)
  })

  it('keeps to the kinds that are asked for, and refuses others', async () => {
    const id = graph.nameId('mitochondrion')
    const { entities } = await queries.neighbourhood(id, { ...near, depth: 4, kinds: 'part-of, related' })
    expect(entities.map(({ name }) => name)).not.toContain('cellular respiration')
    await expect(queries.neighbourhood(id, { ...near, kinds: 'part-of,eats' })).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
  })
})

describe('a path', () => {
  it('takes the surest way, against the direction of a relation too, with the sentence of each step', async () => {
    const path = await queries.path({ from: graph.nameId('fatigue'), to: 'con_cell', maximumSteps: 6 })
    expect(path.found).toBe(true)
    expect(steps(path)).toEqual([
      'oxygen causes fatigue',
      'cellular respiration uses oxygen',
      'cellular respiration depends-on mitochondrion',
      'mitochondrion part-of cell',
    ])
    await expectExact(path.steps)
    const back = await queries.path({ from: 'con_cell', to: graph.nameId('fatigue'), maximumSteps: 6 })
    expect(steps(back)).toEqual(steps(path).toReversed())
  })

  it('tells that there is none, or none so short', async () => {
    const ends = { from: graph.nameId('fatigue'), to: 'con_cell' }
    expect(await queries.path({ ...ends, maximumSteps: 3 })).toMatchObject({ found: false, steps: [] })
    const apart = await queries.path({ from: graph.nameId('cell'), to: graph.nameId('controller'), maximumSteps: 8 })
    expect(apart).toMatchObject({ found: false, steps: [], to: { name: 'controller' } })
  })

  it('from an entity to itself is found and has no steps', async () => {
    const path = await queries.path({ from: graph.nameId('cell'), to: 'con_cell', maximumSteps: 6 })
    expect(path).toMatchObject({ found: true, steps: [] })
  })
})

describe('a relation and the map', () => {
  it('gives a relation with all its evidence', async () => {
    const id = graph.relationId('oxygen', 'causes', 'fatigue')
    const relation = await queries.relation(id)
    expect(relation.evidence.map(({ passage }) => passage.text)).toEqual(['Lack of oxygen causes fatigue.'])
    await expect(queries.relation('rel_none')).rejects.toMatchObject({ code: 'LP_RELATION_NOT_FOUND' })
  })

  it('draws the most important entities and all relations among them', async () => {
    const map = await queries.map({ limit: 4 })
    expect(map.nodes.map(({ name }) => name)).toEqual(['cell', 'plasma membrane', 'mitochondrion', 'ATP'])
    expect(map.total).toBe(18)
    const edges = map.edges.map(({ source, kind, target }) => [map.nodes[source]?.name, kind, map.nodes[target]?.name])
    expect(edges).toEqual([
      ['mitochondrion', 'part-of', 'cell'],
      ['ATP', 'related', 'mitochondrion'],
      ['cell', 'related', 'plasma membrane'],
    ])
  })
})

describe('what a document said that has gone', () => {
  it('is shown nowhere from the moment of its deletion', async () => {
    const relationId = graph.relationId('oxygen', 'causes', 'fatigue')
    await graph.library.delete(graph.documentIds.get('energy.txt') ?? '')
    expect((await queries.entities({ contains: 'oxygen', ...all })).total).toBe(0)
    expect((await queries.entities({ contains: 'oxygen', ...all })).entities).toEqual([])
    await expect(queries.entity(graph.nameId('fatigue'))).rejects.toMatchObject({ code: 'LP_ENTITY_NOT_FOUND' })
    await expect(queries.relation(relationId)).rejects.toMatchObject({ code: 'LP_RELATION_NOT_FOUND' })
    const around = await queries.neighbourhood(graph.nameId('mitochondrion'), { depth: 4, limit: 60 })
    expect(around.entities.map(({ name }) => name)).not.toContain('cellular respiration')
    const map = await queries.map({ limit: 1000 })
    expect(map.nodes.map(({ name }) => name)).not.toContain('oxygen')
    expect(map.total).toBe(map.nodes.length)
    const path = await queries.path({ from: 'con_atp', to: graph.nameId('Peter Mitchell'), maximumSteps: 8 })
    expect(path.found).toBe(false)
  })
})
