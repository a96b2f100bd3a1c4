import type { AssembledRelation } from '../assembly/assembled-graph.ts'
import type { RelatableChunk, RelatableEntity } from './relation-input.ts'
import { StatedRelations } from './stated-relations.ts'
import { StatisticalRelations } from './statistical-relations.ts'
import { acyclicRelations } from './acyclic-relations.ts'

/** Takes the chunks of a collection one by one, so that they need not be held together. */
export class RelationGatherer {
  readonly #stated: StatedRelations
  readonly #statistical: StatisticalRelations

  constructor(entityOf: (nameKey: string) => RelatableEntity | undefined) {
    this.#stated = new StatedRelations(entityOf)
    this.#statistical = new StatisticalRelations(entityOf)
  }

  add(chunk: RelatableChunk): void {
    this.#stated.add(chunk)
    this.#statistical.add(chunk)
  }

  /** Sorted by source, target and kind. */
  relations(): AssembledRelation[] {
    const stated = acyclicRelations(this.#stated.relations())
    const related = this.#statistical.relations(stated)
    return [...stated, ...related].toSorted(byKeys)
  }
}

function byKeys(one: AssembledRelation, other: AssembledRelation): number {
  return (
    compare(one.sourceKey, other.sourceKey) || compare(one.targetKey, other.targetKey) || compare(one.kind, other.kind)
  )
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)
