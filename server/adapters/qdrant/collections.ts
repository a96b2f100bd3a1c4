import { z } from 'zod'
import { type Collection, createCollection, NEW_STATE, stateOperation } from './collection.ts'
import type { QdrantConnection } from './qdrant-connection.ts'

const Names = z.object({ collections: z.array(z.object({ name: z.string() })) })
const Aliases = z.object({ aliases: z.array(z.object({ alias_name: z.string(), collection_name: z.string() })) })
const Info = z.object({
  config: z.object({
    params: z.object({ vectors: z.record(z.string(), z.object({ size: z.number() }).partial()).nullish() }),
  }),
})

interface FieldIndex {
  readonly field: string
  readonly schema: unknown
}

/** What can be done with collections as a whole. Errors as of `QdrantConnection.ask`. */
export interface Collections {
  /** Names that begin with `prefix`, in order. */
  list(prefix: string): Promise<readonly string[]>
  /** Makes an empty collection with its state; one of that name is deleted before. */
  create(name: string, definition: unknown, fields: readonly FieldIndex[]): Promise<Collection>
  /** Size of the named vector; null when there is no such collection or vector. */
  dimensions(name: string, vector: string): Promise<number | null>
  /** Does nothing when there is none. */
  drop(name: string): Promise<void>
  /** The collection that an alias stands for; null when there is none. */
  aliased(alias: string): Promise<string | null>
  /** Lets the alias stand for another collection, in one step. */
  point(alias: string, from: string | null, to: string): Promise<void>
}

const pathOf = (name: string): string => `/collections/${encodeURIComponent(name)}`

export function createCollections(connection: QdrantConnection): Collections {
  const drop = async (name: string): Promise<void> => {
    await connection.ask({ method: 'DELETE', path: pathOf(name), operation: 'collection', patience: 'change' })
  }
  return {
    drop,
    async list(prefix) {
      const { collections } = Names.parse(
        await connection.ask({ method: 'GET', path: '/collections', operation: 'collection' }),
      )
      return collections
        .map(({ name }) => name)
        .filter((name) => name.startsWith(prefix))
        .toSorted()
    },
    async create(name, definition, fields) {
      const change = { method: 'PUT', operation: 'collection', patience: 'change' } as const
      await drop(name)
      await connection.ask({ ...change, path: pathOf(name), body: definition })
      for (const { field, schema } of fields) {
        const body = { field_name: field, field_schema: schema }
        await connection.ask({ ...change, path: `${pathOf(name)}/index?wait=true`, body })
      }
      const collection = createCollection(connection, name)
      // Last: a collection without it was not finished, or is none of ours.
      await collection.change([stateOperation(NEW_STATE)])
      return collection
    },
    async dimensions(name, vector) {
      const result = await connection.ask({ method: 'GET', path: pathOf(name), operation: 'collection' })
      const parsed = Info.safeParse(result)
      return parsed.success ? (parsed.data.config.params.vectors?.[vector]?.size ?? null) : null
    },
    async aliased(alias) {
      const { aliases } = Aliases.parse(
        await connection.ask({ method: 'GET', path: '/aliases', operation: 'collection' }),
      )
      return aliases.find(({ alias_name: name }) => name === alias)?.collection_name ?? null
    },
    async point(alias, from, to) {
      const removal = from === null ? [] : [{ delete_alias: { alias_name: alias } }]
      const body = { actions: [...removal, { create_alias: { alias_name: alias, collection_name: to } }] }
      const path = '/collections/aliases'
      await connection.ask({ method: 'POST', path, body, operation: 'collection', patience: 'change' })
    },
  }
}
