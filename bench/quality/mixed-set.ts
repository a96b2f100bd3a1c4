import { type JudgedSet, readJudgedSet } from './beir.ts'

function prefixed<Value>(prefix: string, values: ReadonlyMap<string, Value>): [string, Value][] {
  return [...values].map(([id, value]) => [`${prefix} ${id}`, value])
}

/** Several sets as one library: ids begin with the name of their set, and only the set's own documents count. */
export async function readMixedSet(dataFolder: string, names: readonly string[]): Promise<JudgedSet> {
  const parts = await Promise.all(names.map(async (name) => ({ name, set: await readJudgedSet(dataFolder, name) })))
  return {
    documents: parts.flatMap(({ name, set }) => set.documents.map((one) => ({ ...one, id: `${name} ${one.id}` }))),
    queries: parts.flatMap(({ name, set }) => set.queries.map((one) => ({ ...one, id: `${name} ${one.id}` }))),
    relevance: new Map(
      parts.flatMap(({ name, set }) =>
        prefixed(name, set.relevance).map(([id, grades]) => [id, new Map(prefixed(name, grades))] as const),
      ),
    ),
  }
}
