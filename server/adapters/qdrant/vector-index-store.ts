import type { VectorIndex, VectorIndexStore } from '../../ports/vector-index.ts'
import { createCollection, NEW_STATE } from './collection.ts'
import { DENSE, VECTOR_FIELDS, vectorCollection } from './collection-definition.ts'
import { createCollections } from './collections.ts'
import type { QdrantSurroundings } from './qdrant-options.ts'
import { QdrantVectorIndex } from './vector-index.ts'

/** Names of collections are files for Qdrant: what is no letter, digit or hyphen is written as its code, such as `.2e.`. */
const nameOf = (id: string): string =>
  id.replaceAll(/[^\w-]/gu, (sign) => `.${(sign.codePointAt(0) ?? 0).toString(16)}.`)

const idOf = (name: string): string =>
  name.replaceAll(/\.([0-9a-f]+)\./gu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))

/** The vectors of every generation as a collection of their own. Errors as of `QdrantConnection.ask`. */
export function createQdrantVectorIndexStore({
  connection,
  layout,
  exclusively,
}: QdrantSurroundings): VectorIndexStore {
  const collections = createCollections(connection)
  const prefix = `${layout.prefix}-vectors-`

  async function openOrMake(name: string, dimensions: number): Promise<VectorIndex> {
    const found = createCollection(connection, name)
    const state = (await collections.dimensions(name, DENSE)) === dimensions ? await found.state() : null
    if (state !== null) {
      return new QdrantVectorIndex({ collection: found, state, dimensions, layout, entryCount: await found.count() })
    }
    const collection = await collections.create(name, vectorCollection(dimensions, layout), VECTOR_FIELDS)
    return new QdrantVectorIndex({ collection, state: NEW_STATE, dimensions, layout, entryCount: 0 })
  }

  return {
    isShared: true,
    async open(generationId, dimensions) {
      const name = `${prefix}${nameOf(generationId)}`
      return await exclusively(name, async () => await openOrMake(name, dimensions))
    },
    async drop(generationId) {
      await collections.drop(`${prefix}${nameOf(generationId)}`)
    },
    async list() {
      const names = await collections.list(prefix)
      return names.map((name) => idOf(name.slice(prefix.length))).toSorted()
    },
  }
}
