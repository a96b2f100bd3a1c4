import { createGraphQueries } from '../../server/modules/graph/queries/graph-queries.ts'
import { createLibraryFixture } from '../../server/modules/library/library-fixture.double.ts'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { ENTITIES, RELATIONS, relationIdAt, storeGraphOf50k } from './stored-graph-of-50k.ts'

const RUNS = 60
const SEED = 7
const TARGET = { operator: '<', value: 20 } as const

export const benchmark: Benchmark = {
  name: 'graph-queries',
  description: 'each query on a stored graph of 50,000 entities and 200,000 relations, in SQLite',
  async run({ log }) {
    const fixture = await createLibraryFixture()
    try {
      const startedMs = performance.now()
      const idOf = await storeGraphOf50k(fixture, SEED)
      log(`stored in ${Math.round(performance.now() - startedMs)} ms`)
      const queries = createGraphQueries({
        store: fixture.store,
        library: fixture.library,
        retrieval: { pages: async (documentId) => await fixture.library.text(documentId) },
        concepts: { names: async () => await Promise.resolve(new Map()) },
        pendingDocuments: async () => await Promise.resolve(0),
      })
      const random = randomFor(SEED, 'questions')
      const any = (): string => idOf(Math.floor(random() * ENTITIES))
      const hub = (): string => idOf(Math.floor(random() * 20))
      const page = { limit: 100, offset: 0 }
      let found = 0
      const works: Readonly<Record<string, () => Promise<unknown>>> = {
        'first 100 entities': async () => await queries.entities(page),
        '100 entities far down': async () => await queries.entities({ ...page, offset: 20_000 }),
        'entities with part of a name': async () =>
          await queries.entities({ ...page, contains: `entity ${Math.floor(random() * 900) + 36}` }),
        'entities of a type': async () => await queries.entities({ ...page, type: 'person' }),
        'an entity': async () => await queries.entity(any()),
        'an entity with thousands of relations': async () => await queries.entity(hub()),
        'an entity by a name': async () => await queries.entity(`ent_other_${Math.floor(random() * ENTITIES)}`),
        'neighbourhood, 1 step': async () => await queries.neighbourhood(any(), { depth: 1, limit: 60 }),
        'neighbourhood, 2 steps': async () => await queries.neighbourhood(any(), { depth: 2, limit: 60 }),
        'neighbourhood of a hub, 3 steps': async () => await queries.neighbourhood(hub(), { depth: 3, limit: 60 }),
        'a relation': async () => await queries.relation(relationIdAt(Math.floor(random() * RELATIONS))),
        'a path': async () => {
          const path = await queries.path({ from: any(), to: any(), maximumSteps: 6 })
          if (path.found) found += 1
        },
        'a path between hubs': async () => await queries.path({ from: hub(), to: hub(), maximumSteps: 6 }),
        'map of 1,000': async () => await queries.map({ limit: 1000 }),
      }
      const measurements: Measurement[] = []
      for (const [name, work] of Object.entries(works)) {
        await work()
        const times: number[] = []
        for (let run = 0; run < RUNS; run++) {
          const beganMs = performance.now()
          await work()
          times.push(performance.now() - beganMs)
        }
        measurements.push(
          { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms', target: TARGET },
          { name: `${name}, p95`, value: percentile(times, 0.95), unit: 'ms' },
        )
      }
      log(`${found} of ${RUNS + 1} paths found`)
      return measurements
    } finally {
      await fixture.cleanUp()
    }
  },
}
