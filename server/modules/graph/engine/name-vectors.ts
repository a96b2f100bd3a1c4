import { createHash } from 'node:crypto'
import { breathe } from '../../../kernel/breathe.ts'
import { decodeFloat16, encodeFloat16 } from '../../../kernel/float16.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { NameToEmbed, VectorsOfNames } from '../assembly/names-to-embed.ts'

const NAMES_PER_BATCH = 64
const ROWS_PER_DELETE = 500

/** Vectors of the names of a collection by one model; each name is embedded once. */
export interface NameVectorSource {
  /** @throws what the embedder throws */
  vectors(names: readonly NameToEmbed[]): Promise<VectorsOfNames>
  /** Drops what was not asked for: names that no document has any more, and other models. Call after all names were asked for. */
  dropRest(): Promise<void>
}

export function createNameVectors(
  { db, embedder }: { readonly db: Database; readonly embedder: Embedder },
  collectionId: string,
): NameVectorSource {
  const { key: modelKey } = embedder.description
  const asked = new Set<string>()

  async function known(hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const rows = await db
      .selectFrom('graph_name_vectors')
      .select(['name_hash', 'vector'])
      .where('collection_id', '=', collectionId)
      .where('model_key', '=', modelKey)
      .where('name_hash', 'in', hashes)
      .execute()
    return new Map(rows.map((row) => [row.name_hash, decodeFloat16(new Uint8Array(row.vector))]))
  }

  /** As they are stored, so that it makes no difference when a name was embedded. */
  async function embed(texts: readonly string[], hashes: readonly string[]): Promise<Map<string, Float32Array>> {
    const made = await embedder.embed({ texts, instruction: 'none', priority: 'ingestion' })
    const rows = made.map((vector, at) => ({
      collection_id: collectionId,
      model_key: modelKey,
      name_hash: hashes[at] ?? '',
      vector: encodeFloat16(vector),
    }))
    await db
      .insertInto('graph_name_vectors')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return new Map(rows.map((row) => [row.name_hash, decodeFloat16(row.vector)]))
  }

  return {
    async vectors(names) {
      const hashed = names.map(({ key, name }) => ({ key, name, hash: hashOf(name) }))
      for (const { hash } of hashed) asked.add(hash)
      const found = await known([...new Set(hashed.map(({ hash }) => hash))])
      const missing = [...new Map(hashed.flatMap(({ hash, name }) => (found.has(hash) ? [] : [[hash, name]])))]
      for (let at = 0; at < missing.length; at += NAMES_PER_BATCH) {
        const some = missing.slice(at, at + NAMES_PER_BATCH)
        const made = await embed(
          some.map(([, name]) => name),
          some.map(([hash]) => hash),
        )
        for (const [hash, vector] of made) found.set(hash, vector)
        await breathe()
      }
      return joined(hashed.flatMap(({ key, hash }) => ({ key, vector: found.get(hash) ?? new Float32Array() })))
    },
    async dropRest() {
      await db
        .deleteFrom('graph_name_vectors')
        .where('collection_id', '=', collectionId)
        .where('model_key', '!=', modelKey)
        .execute()
      const stored = await db
        .selectFrom('graph_name_vectors')
        .select('name_hash')
        .where('collection_id', '=', collectionId)
        .where('model_key', '=', modelKey)
        .execute()
      const unused = stored.map((row) => row.name_hash).filter((hash) => !asked.has(hash))
      for (let at = 0; at < unused.length; at += ROWS_PER_DELETE) {
        await db
          .deleteFrom('graph_name_vectors')
          .where('collection_id', '=', collectionId)
          .where('model_key', '=', modelKey)
          .where('name_hash', 'in', unused.slice(at, at + ROWS_PER_DELETE))
          .execute()
        await breathe()
      }
    },
  }
}

const hashOf = (name: string): string => createHash('sha256').update(name).digest('base64url')

function joined(vectors: readonly { readonly key: string; readonly vector: Float32Array }[]): VectorsOfNames {
  const dimensions = vectors[0]?.vector.length ?? 0
  const values = new Float32Array(vectors.length * dimensions)
  for (const [at, { vector }] of vectors.entries()) values.set(vector, at * dimensions)
  return { keys: vectors.map(({ key }) => key), values }
}
