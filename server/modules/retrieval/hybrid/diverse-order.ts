import { analyze } from '../../../kernel/text/analyze.ts'
import { orderByMarginalRelevance } from '../../../kernel/ranking/maximal-marginal-relevance.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'
import { loadCandidates } from '../candidates.ts'
import type { LibraryReader } from '../library-reader.ts'
import { FUSION } from './fusion-parameters.ts'
import type { Passage } from './passage.ts'

interface DiversitySearch {
  readonly library: LibraryReader
  /** The index of the vectors that serve; null where none do. */
  readonly vectorIndex: VectorIndex | null
  readonly diversity: number
}

type Likeness = (one: number, other: number) => number

function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}

async function likenessOfVectors(index: VectorIndex, passages: readonly Passage[]): Promise<Likeness | null> {
  const vectors = await index.vectors(passages.map(({ chunkId }) => chunkId))
  // Cosines and shared words are not on one scale: either all have a vector, or words decide.
  if (vectors.some((vector) => vector === null)) return null
  return (one, other) => {
    const [first, second] = [vectors[one], vectors[other]]
    return first === undefined || first === null || second === undefined || second === null ? 0 : cosine(first, second)
  }
}

/** Share of the distinct words that two texts have in common (Jaccard). */
async function likenessOfWords(library: LibraryReader, passages: readonly Passage[]): Promise<Likeness> {
  const loaded = await loadCandidates(
    library,
    passages.filter(({ ranked }) => ranked === null),
  )
  const chunks = new Map(loaded.map(({ chunk }) => [chunk.id, chunk]))
  const words = passages.map(({ chunkId, ranked }) => {
    const chunk = ranked?.chunk ?? chunks.get(chunkId)
    return new Set(chunk === undefined ? [] : analyze(chunk.text, chunk.language).map(({ term }) => term))
  })
  return (one, other) => {
    const [first, second] = [words[one] ?? new Set(), words[other] ?? new Set()]
    const shared = [...first].filter((word) => second.has(word)).length
    const all = first.size + second.size - shared
    return all === 0 ? 0 : shared / all
  }
}

/**
 * The best passages with what repeats an earlier one put behind; those after `FUSION.diversityDepth` keep their places. Likeness
 * is that of the vectors, or of the words where vectors are missing. Scores stay those of relevance, so they need not fall.
 */
export async function diverseOrder(
  passages: readonly Passage[],
  { library, vectorIndex, diversity }: DiversitySearch,
): Promise<Passage[]> {
  const pool = passages.slice(0, FUSION.diversityDepth)
  const byVectors = vectorIndex === null ? null : await likenessOfVectors(vectorIndex, pool)
  const similarity = byVectors ?? (await likenessOfWords(library, pool))
  const relevance = pool.map(({ score }) => score)
  const order = orderByMarginalRelevance({ relevance, similarity, diversity })
  return [...order.flatMap((place) => pool[place] ?? []), ...passages.slice(pool.length)]
}
