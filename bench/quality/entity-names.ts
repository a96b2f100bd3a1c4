import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'
import { parseFile } from '../../server/adapters/parsers/parse-file.ts'
import { calibrateSimilarity } from '../../server/modules/graph/resolution/calibrate-similarity.ts'
import type { EntityForm, FormAlias, NameVectors } from '../../server/modules/graph/resolution/resolution.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import { termKey } from './glossary-match.ts'

/** The key that the reader gives a name in English. */
export const nameKey = (name: string): string => `en:${termKey(name)}`

/** What texts state of names: short forms and "also called", by the product's own reader. */
export function statedIn(texts: Iterable<string>): FormAlias[] {
  const counts = new Map<string, FormAlias>()
  for (const text of texts) {
    const { aliases, mentions } = readChunk({ text, language: 'en' })
    for (const { first, second, kind } of aliases) {
      const [firstKey, secondKey] = [mentions[first]?.key, mentions[second]?.key]
      if (firstKey === undefined || secondKey === undefined) continue
      const id = [firstKey, secondKey, kind].join('\n')
      counts.set(id, { firstKey, secondKey, kind, count: 1 + (counts.get(id)?.count ?? 0) })
    }
  }
  return [...counts.values()]
}

/** The paragraphs of a folder of Markdown files. */
export async function* paragraphsOf(folder: string): AsyncGenerator<string> {
  for (const file of (await readdir(folder)).toSorted()) {
    const { text } = await parseFile({ file: join(folder, file), name: file }, { programTimeoutMs: 60_000 })
    yield* text.split(/\n{2,}/)
  }
}

/** Vectors of the names by the model, on the scale of the collection. */
export async function embedNames(
  forms: readonly EntityForm[],
  embedder: Embedder,
): Promise<NameVectors & { cosine(one: string, other: string): number }> {
  const byKey = new Map<string, Float32Array>()
  const batch = 512
  for (let from = 0; from < forms.length; from += batch) {
    const part = forms.slice(from, from + batch)
    const vectors = await embedder.embed({
      texts: part.map(({ name }) => name),
      instruction: 'none',
      priority: 'ingestion',
    })
    for (const [at, { key }] of part.entries()) byKey.set(key, vectors[at] ?? new Float32Array())
  }
  const vector = (key: string): Float32Array | undefined => byKey.get(key)
  const calibrated = calibrateSimilarity(forms, vector)
  if (calibrated === null) throw new RangeError('too few names to calibrate a model')
  return {
    vector,
    calibrated,
    cosine: (one, other) =>
      byKey.get(one)?.reduce((sum, value, at) => sum + value * (byKey.get(other)?.[at] ?? 0), 0) ?? 0,
  }
}
