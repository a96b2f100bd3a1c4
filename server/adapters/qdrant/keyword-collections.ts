import type { Clock } from '../../ports/clock.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { Logger } from '../../ports/logger.ts'
import { type Collection, type CollectionState, createCollection, NEW_STATE, stateOperation } from './collection.ts'
import { KEYWORD_FIELDS, keywordCollection } from './collection-definition.ts'
import { createCollections } from './collections.ts'
import { QdrantKeywordIndex } from './keyword-index.ts'
import type { QdrantSurroundings } from './qdrant-options.ts'

/** How long a replaced collection is kept for the searches of other processes that are on their way. */
const KEPT_MS = 60_000

export interface KeywordCollectionsOptions extends QdrantSurroundings {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly idSource: IdSource
  readonly logger: Logger
  /** Default one minute. */
  readonly keptMs?: number
}

/** The collections that keyword indexes are made of, and the alias of the one that serves. */
export interface KeywordCollections {
  /** Name of the collection that serves; null when there is none. */
  serving(): Promise<string | null>
  /** The index that serves; null when there is none that was finished. */
  find(): Promise<QdrantKeywordIndex | null>
  /** The same, made when there is none: by one process, which the others wait for. */
  findOrMake(): Promise<QdrantKeywordIndex>
  make(): Promise<QdrantKeywordIndex>
  /** Lets another collection serve, in one step; the one before is deleted after a while. */
  serve(index: QdrantKeywordIndex): Promise<void>
  /** Deletes what is left over from a rebuild that was interrupted, or was replaced. */
  sweep(kept: QdrantKeywordIndex): Promise<void>
  drop(index: QdrantKeywordIndex): Promise<void>
  stop(): void
}

export function createKeywordCollections(options: KeywordCollectionsOptions): KeywordCollections {
  const { connection, layout, exclusively, clock, idSource, logger, keptMs = KEPT_MS } = options
  const collections = createCollections(connection)
  const alias = `${layout.prefix}-keywords`
  const leaving = new Map<string, NodeJS.Timeout>()

  const serving = async (): Promise<string | null> => await collections.aliased(alias)
  const makeCollection = async (name: string): Promise<Collection> =>
    await collections.create(name, keywordCollection(layout), KEYWORD_FIELDS)

  function indexOf(collection: Collection, state: CollectionState): QdrantKeywordIndex {
    const clear = async (empty: CollectionState): Promise<void> => {
      await exclusively(alias, async () => {
        await makeCollection(collection.name)
        await collection.change([stateOperation(empty)])
      })
    }
    return new QdrantKeywordIndex({ collection, state, clock, clear })
  }

  function dropLater(name: string): void {
    const timer = setTimeout(() => {
      leaving.delete(name)
      collections.drop(name).catch((cause: unknown) => {
        logger.warn('a replaced search index could not be deleted', { collection: name, error: String(cause) })
      })
    }, keptMs)
    leaving.set(name, timer.unref())
  }

  async function find(): Promise<QdrantKeywordIndex | null> {
    const name = await serving()
    if (name === null) return null
    const collection = createCollection(connection, name)
    const state = await collection.state()
    if (state !== null) return indexOf(collection, state)
    logger.warn('the search index in Qdrant is not complete and is made anew', { collection: name })
    return null
  }

  const make = async (): Promise<QdrantKeywordIndex> => indexOf(await makeCollection(idSource.next(alias)), NEW_STATE)

  async function serve({ collection }: QdrantKeywordIndex): Promise<void> {
    const replaced = await serving()
    await collections.point(alias, replaced, collection.name)
    if (replaced !== null) dropLater(replaced)
  }

  async function first(): Promise<QdrantKeywordIndex> {
    const made = await make()
    await serve(made)
    return made
  }

  return {
    serving,
    find,
    make,
    findOrMake: async () => await exclusively(alias, async () => (await find()) ?? (await first())),
    serve,
    async sweep({ collection }) {
      for (const name of await collections.list(`${alias}_`)) {
        if (name !== collection.name && !leaving.has(name)) await collections.drop(name)
      }
    },
    async drop({ collection }) {
      await collections.drop(collection.name)
    },
    stop() {
      for (const timer of leaving.values()) clearTimeout(timer)
    },
  }
}
