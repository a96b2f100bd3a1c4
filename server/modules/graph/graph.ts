import { createExtractions } from './extraction/extractions.ts'
import { createGraphEngine } from './engine/graph-engine.ts'
import type { GraphApi } from './graph-api.ts'
import type { GraphDependencies, GraphSurroundings } from './graph-dependencies.ts'
import { createGraphMerges } from './merging/graph-merges.ts'
import { createGraphModes } from './modes/graph-modes.ts'
import { createGraphQueries } from './queries/graph-queries.ts'

/** Reads documents for what they name and how it is related, and answers from what was stored of it. */
export function createGraph(dependencies: GraphDependencies): GraphApi {
  const engine = createGraphEngine(dependencies)
  const surroundings: GraphSurroundings = { ...dependencies, ...engine.forParts }
  const queries = createGraphQueries(surroundings)
  const extractions = createExtractions(surroundings)
  return {
    ...queries,
    ...createGraphMerges({ ...surroundings, queries }),
    ...createGraphModes(surroundings),
    ...extractions,
    async start() {
      extractions.start()
      await engine.start(async () => await extractions.reopen())
    },
    stop: async () => await engine.stop(),
    status: async (collection) => await engine.status(collection),
    settled: async (collection) => await engine.settled(collection),
  }
}
