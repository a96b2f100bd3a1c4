import { createGraphEngine } from './engine/graph-engine.ts'
import { createExtractions } from './extraction/extractions.ts'
import type { GraphDependencies, GraphSurroundings } from './graph-dependencies.ts'
import { createGraphModes } from './modes/graph-modes.ts'
import { createGraphQueries } from './queries/graph-queries.ts'

/** Reads documents for what they name and how it is related, and answers from what was stored of it. */
export function createGraph(dependencies: GraphDependencies) {
  const { start, stop, status, settled, forParts } = createGraphEngine(dependencies)
  const surroundings: GraphSurroundings = { ...dependencies, ...forParts }
  const extractions = createExtractions(surroundings)
  return {
    ...extractions,
    async start() {
      await extractions.start()
      await start()
    },
    stop,
    status,
    settled,
    ...createGraphQueries(surroundings),
    ...createGraphModes(surroundings),
  }
}
