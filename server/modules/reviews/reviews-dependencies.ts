import type { Clock } from '../../ports/clock.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { MemoryModel, WeightFitter } from '../../ports/memory-model.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { QuizzesApi } from '../quizzes/index.ts'

/** A concept as progress shows it. */
export interface NamedConcept {
  /** Of the concept that it has been merged into; absent when it is still itself. */
  readonly id?: string
  readonly name: string
  readonly collectionId: string
}

export interface ReviewsDependencies {
  readonly store: RelationalStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly memoryModel: MemoryModel
  readonly weightFitter: WeightFitter
  /** IANA name of the machine's time zone: what the learner has until another one is set. */
  readonly timeZone: () => string
  readonly quizzes: Pick<QuizzesApi, 'items'>
  /** What concepts are called now, by the ids asked for; those that are gone are absent. */
  readonly namedConcepts: (conceptIds: readonly string[]) => Promise<ReadonlyMap<string, NamedConcept>>
  /** Id of a collection by its id or name. @throws LP_COLLECTION_NOT_FOUND */
  readonly collectionId: (idOrName: string) => Promise<string>
  /** Planned minutes per day (ISO date), of all plans. */
  readonly plannedMinutes: (from: string, to: string) => Promise<ReadonlyMap<string, number>>
}
