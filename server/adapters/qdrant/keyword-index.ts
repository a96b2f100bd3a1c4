import type { Clock } from '../../ports/clock.ts'
import type {
  KeywordEntry,
  KeywordFound,
  KeywordHit,
  KeywordIndex,
  KeywordQuery,
  KeywordScorePart,
  KeywordTerm,
  KeywordVocabulary,
} from '../../ports/keyword-index.ts'
import {
  type Collection,
  type CollectionState,
  FIELD,
  type Filter,
  filterOf,
  holdsAny,
  type Hit,
  isOutdated,
  NEW_STATE,
} from './collection.ts'
import { SPARSE } from './collection-definition.ts'
import { createCurrentTerms, type CurrentTerms, type TermsNow } from './current-terms.ts'
import { createDocumentWriter, type DocumentWriter, type NewPoint } from './document-writer.ts'
import { homePayload, reachConditions } from './entry-homes.ts'
import {
  chunkVector,
  chunkWeight,
  frequencyOfWeight,
  type SparseVector,
  sparseVector,
  termPlace,
  termText,
} from './keyword-weights.ts'
import { rarity, type TermTable } from './term-table.ts'

/** What a point takes on disk and in memory besides its terms, and for each of them; about. */
const BYTES_PER_CHUNK = 200
const BYTES_PER_TERM = 24
const USUAL_TERMS = 90

export interface QdrantKeywordIndexOptions {
  readonly collection: Collection
  readonly state: CollectionState
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Empties the collection, which then has the state. */
  readonly clear: (state: CollectionState) => Promise<void>
}

const NOTHING: KeywordFound = { hits: [], total: 0, totalIsExact: true }

function pointOf(entry: KeywordEntry): NewPoint {
  const { chunkId, language, terms, length, tieBreaker } = entry
  return {
    id: chunkId,
    vector: { [SPARSE]: chunkVector(entry) },
    payload: {
      ...homePayload(entry),
      [FIELD.language]: language,
      [FIELD.terms]: [...terms.keys()].map((term) => termText({ language, term })),
      [FIELD.length]: length,
      [FIELD.tieBreaker]: tieBreaker,
    },
  }
}

/**
 * Equal terms are one, of the sum of their weights. Terms that no chunk has are left out, unless the table is too old to tell;
 * then Qdrant finds nothing for them.
 */
function knownTerms(terms: readonly KeywordTerm[], { table, isCurrent }: TermsNow): KeywordTerm[] {
  const byText = new Map<string, KeywordTerm>()
  for (const term of terms) {
    const text = termText(term)
    const weight = term.weight + (byText.get(text)?.weight ?? 0)
    if (!isCurrent || table.statistics(term).documentFrequency > 0) byText.set(text, { ...term, weight })
  }
  return [...byText.values()]
}

/**
 * The query's vector. Qdrant multiplies every weight by the rarity of its term among all chunks; what scores are to have is its
 * rarity among those of its language.
 */
function queryVector(terms: readonly KeywordTerm[], table: TermTable): SparseVector {
  return sparseVector(
    terms.map((term) => {
      const { documentFrequency, chunkCount } = table.statistics(term)
      const wanted = rarity(documentFrequency, chunkCount)
      return [termPlace(termText(term)), (term.weight * wanted) / table.rarityOf(documentFrequency)]
    }),
  )
}

/** Null when nothing can pass. */
function filterFor({ required = [], excluded = [], ...reach }: KeywordQuery, keepsHomes: boolean): Filter | null {
  const reached = reachConditions(reach, keepsHomes)
  if (reached === null || required.some((group) => group.length === 0)) return null
  return filterOf({
    must: [...reached, ...required.map((group) => holdsAny(FIELD.terms, group.map(termText)))],
    must_not: excluded.length === 0 ? [] : [holdsAny(FIELD.terms, excluded.map(termText))],
  })
}

const tieBreaker = ({ payload }: Hit): number => Number(payload[FIELD.tieBreaker] ?? 0)

function ordered(hits: readonly Hit[], limit: number): KeywordHit[] {
  return hits
    .toSorted((one, other) => other.score - one.score || tieBreaker(one) - tieBreaker(other) || one.id - other.id)
    .slice(0, limit)
    .map(({ id, score }) => ({ chunkId: id, score }))
}

/** The weights of a point's sparse vector by place. */
function weightsOf(vector: unknown): Map<number, number> {
  const named = typeof vector === 'object' && vector !== null && SPARSE in vector ? vector[SPARSE] : null
  if (typeof named !== 'object' || named === null || !('indices' in named) || !('values' in named)) return new Map()
  const { indices, values } = named
  if (!Array.isArray(indices) || !Array.isArray(values)) return new Map()
  return new Map(indices.map((place, at) => [Number(place), Number(values[at])]))
}

/**
 * BM25 by sparse vectors: a chunk's vector has the saturated frequencies of its terms, and Qdrant multiplies a query's weights
 * by how rare each term is at that moment, so that no vector has to be made anew when documents come and go. Frequencies are
 * normalised by the usual length of a chunk instead of the mean of the library, which no vector could follow.
 */
export class QdrantKeywordIndex implements KeywordIndex {
  readonly collection: Collection
  readonly #writer: DocumentWriter
  readonly #terms: CurrentTerms
  readonly #clear: QdrantKeywordIndexOptions['clear']
  #chunks = 0

  constructor({ collection, state, clock, clear }: QdrantKeywordIndexOptions) {
    this.collection = collection
    this.#writer = createDocumentWriter(collection, state)
    this.#terms = createCurrentTerms(collection, clock)
    this.#clear = clear
  }

  get keepsHomes(): boolean {
    return !isOutdated(this.state)
  }

  get state(): CollectionState {
    return this.#writer.state
  }

  get durableSequence(): number {
    return this.#writer.state.sequence
  }

  get appliedSequence(): number {
    return this.#writer.sequence
  }

  async replaceDocument(sequence: number, documentId: string, entries: readonly KeywordEntry[]): Promise<void> {
    await this.#writer.replace(sequence, documentId, entries.map(pointOf))
  }

  async search(query: KeywordQuery): Promise<KeywordFound> {
    const now = await this.#now()
    const terms = knownTerms(query.terms, now)
    const filter = filterFor(query, this.keepsHomes)
    if (terms.length === 0 || filter === null) return NOTHING
    const holdsTerm = holdsAny(FIELD.terms, terms.map(termText))
    const [hits, total] = await Promise.all([
      this.#nearest(terms, now.table, { filter, limit: query.limit }),
      this.collection.count({ ...filter, must: [...filter.must, holdsTerm] }),
    ])
    return { hits: ordered(hits, query.limit), total, totalIsExact: true }
  }

  async scores(chunkIds: readonly number[], terms: readonly KeywordTerm[]): Promise<ReadonlyMap<number, number>> {
    const now = await this.#now()
    const known = knownTerms(terms, now)
    if (known.length === 0 || chunkIds.length === 0) return new Map()
    const filter = filterOf({ must: [{ has_id: chunkIds }] })
    const hits = await this.#nearest(known, now.table, { filter, limit: chunkIds.length })
    return new Map(hits.map(({ id, score }) => [id, score]))
  }

  async explain(chunkId: number, terms: readonly KeywordTerm[]): Promise<readonly KeywordScorePart[]> {
    const { table, isCurrent } = await this.#now()
    const [point] = await this.collection.points([chunkId], { vector: SPARSE, payload: [FIELD.length] })
    const length = Number(point?.payload?.[FIELD.length] ?? 0)
    const weights = weightsOf(point?.vector)
    return terms.flatMap((term) => {
      const weight = weights.get(termPlace(termText(term)))
      const known = table.statistics(term)
      if (weight === undefined || (isCurrent && known.documentFrequency === 0)) return []
      // This chunk has it, even if the table does not know of that yet.
      const statistics = { ...known, documentFrequency: Math.max(known.documentFrequency, 1) }
      const frequency = frequencyOfWeight(weight, length)
      const idf = rarity(statistics.documentFrequency, statistics.chunkCount)
      return [{ term, frequency, score: term.weight * idf * chunkWeight(frequency, length), length, statistics }]
    })
  }

  async vocabulary(): Promise<KeywordVocabulary> {
    return (await this.#now()).table
  }

  /** An estimate: Qdrant does not tell. */
  sizeBytes(): number {
    return this.#chunks * (BYTES_PER_CHUNK + USUAL_TERMS * BYTES_PER_TERM)
  }

  async flush(): Promise<void> {
    await this.#writer.drain()
  }

  /** Deleted points are out of every search at once; Qdrant takes them off the disk when it next tidies up their segment. */
  async purgeDeleted(): Promise<void> {
    await this.flush()
  }

  async clear(): Promise<void> {
    await this.#writer.drain()
    const state = { ...NEW_STATE, version: this.#writer.state.version + 1 }
    await this.#clear(state)
    this.#writer.follow(state)
  }

  async close(): Promise<void> {
    await this.flush()
  }

  /** Reads how far the process that writes has come. @returns false when the collection is gone */
  async refresh(): Promise<boolean> {
    const state = await this.collection.state()
    if (state !== null) this.#writer.follow(state)
    return state !== null
  }

  async #now(): Promise<TermsNow> {
    await this.#writer.drain()
    const now = await this.#terms.at(this.#writer.state.version)
    this.#chunks = now.table.chunkCount()
    return now
  }

  async #nearest(
    terms: readonly KeywordTerm[],
    table: TermTable,
    { filter, limit }: { readonly filter: Filter; readonly limit: number },
  ): Promise<readonly Hit[]> {
    const query = queryVector(terms, table)
    return await this.collection.nearest({ query, using: SPARSE, filter, limit, withPayload: [FIELD.tieBreaker] })
  }
}
