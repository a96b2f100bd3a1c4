import type { AssembledRelation } from '../assembly/assembled-graph.ts'
import { RelationGatherer } from './relation-gatherer.ts'
import type { RelationInput } from './relation-input.ts'

/**
 * The relations of a collection: those that sentences state, by patterns and by language models, and those of which statistics
 * tell. Takes time linear in the number of chunks. The same for the same set of chunks, in whatever order they come; sorted by
 * source, target and kind.
 */
export function relateEntities({ chunks, entityOf }: RelationInput): AssembledRelation[] {
  const gatherer = new RelationGatherer(entityOf)
  for (const chunk of chunks) gatherer.add(chunk)
  return gatherer.relations()
}
