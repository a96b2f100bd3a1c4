import { z } from 'zod'
import { DocumentFormat } from './documents.ts'

export const SearchFilters = z
  .strictObject({
    collections: z.array(z.string()).optional().describe('Names or ids.'),
    documentIds: z.array(z.string()).optional(),
    formats: z.array(DocumentFormat).optional(),
    languages: z.array(z.string()).optional().describe('ISO 639-1 codes, "und" for unknown.'),
    tags: z.array(z.string()).optional().describe('Documents with any of these tags.'),
    changedAfter: z.iso.datetime().optional(),
    changedBefore: z.iso.datetime().optional(),
  })
  .register(z.globalRegistry, { id: 'SearchFilters' })
export type SearchFilters = z.infer<typeof SearchFilters>

/** `auto`: keywords and meaning when a model serves, keywords otherwise. */
export const SearchMode = z
  .enum(['auto', 'keyword', 'vector', 'hybrid'])
  .register(z.globalRegistry, { id: 'SearchMode' })
export type SearchMode = z.infer<typeof SearchMode>

export const SearchRequest = z
  .strictObject({
    query: z.string().trim().min(1).max(2000).describe('Words, "exact phrases" and -excluded words.'),
    filters: SearchFilters.optional(),
    limit: z.int().min(1).max(100).default(10),
    offset: z.int().min(0).max(1000).default(0),
    explain: z.boolean().default(false),
    mode: SearchMode.default('auto'),
    rerank: z
      .union([z.boolean(), z.strictObject({ budgetMs: z.int().min(1).max(60_000) })])
      .default(false)
      .describe('Reorder the best passages with the reranker within the time; true takes 200 ms.'),
    diversity: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('0 orders by relevance alone, 1 by difference from the hits before (maximal marginal relevance).'),
  })
  .register(z.globalRegistry, { id: 'SearchRequest' })
export type SearchRequest = z.infer<typeof SearchRequest>
export type SearchRequestInput = z.input<typeof SearchRequest>

export const TermExplanation = z
  .object({
    term: z.string().describe('The analysed term.'),
    word: z.string().describe('The word of the query it came from.'),
    documentFrequency: z.int(),
    weight: z.number().describe('Inverse document frequency, times the weight of the match.'),
    frequency: z.number().describe('Weighted frequency in title, headings and body.'),
    score: z.number(),
  })
  .register(z.globalRegistry, { id: 'TermExplanation' })

export const BonusExplanation = z
  .object({
    kind: z.enum(['words-together']),
    words: z.string().describe('The two words of the query that stand together in the text.'),
    score: z.number(),
  })
  .register(z.globalRegistry, { id: 'BonusExplanation' })

const LegPlace = z.object({ rank: z.int(), score: z.number() }).nullable()

/** Where a hit stood in each leg of the search; null where it was not among the best of that leg, or the leg was not asked. */
export const LegExplanation = z
  .object({
    keyword: LegPlace.describe('BM25 with bonuses.'),
    vector: LegPlace.describe('Cosine of query and passage.'),
    fused: LegPlace.describe('After both were put together.'),
    rerank: LegPlace.describe('Score of the reranker.'),
  })
  .register(z.globalRegistry, { id: 'LegExplanation' })
export type LegExplanation = z.infer<typeof LegExplanation>

export const HitExplanation = z
  .object({
    legs: LegExplanation,
    terms: z.array(TermExplanation),
    bonuses: z
      .array(BonusExplanation)
      .describe('What is added to the terms; both together sum to the score of the keyword leg.'),
    length: z.number(),
    averageLength: z.number(),
    formula: z.string(),
  })
  .register(z.globalRegistry, { id: 'HitExplanation' })
export type HitExplanation = z.infer<typeof HitExplanation>

/** A passage of a document. `text` is exactly the document's text from `start` to `end` (UTF-16 code units). */
const passage = {
  rank: z.int().min(1),
  score: z.number(),
  documentId: z.string(),
  versionHash: z.string(),
  chunkId: z.string(),
  collection: z.string(),
  path: z.string(),
  title: z.string(),
  headingPath: z.array(z.string()),
  language: z.string(),
  page: z.int().nullable().describe('First page of the passage, from 1; null when the format has no pages.'),
  pageEnd: z.int().nullable(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
}

export const SearchHit = z
  .object({
    ...passage,
    highlights: z
      .array(z.object({ start: z.int(), end: z.int() }))
      .describe('Matches as offsets into the document text, like start and end.'),
    explanation: HitExplanation.optional(),
  })
  .register(z.globalRegistry, { id: 'SearchHit' })
export type SearchHit = z.infer<typeof SearchHit>

/** How a query was read: what must stand in a passage, what must not, and what the library has never seen. */
export const QueryReading = z
  .object({
    words: z.string().describe('The words outside quotes.'),
    phrases: z.array(z.string()).describe('Must stand in a passage word for word.'),
    excluded: z.array(z.string()).describe('Words and phrases that no passage may hold.'),
    unknownWords: z
      .array(z.string())
      .describe('Words that the library does not have, in no language and no inflection.'),
  })
  .register(z.globalRegistry, { id: 'QueryReading' })
export type QueryReading = z.infer<typeof QueryReading>

export const SearchResponse = z
  .object({
    query: z.string(),
    hits: z.array(SearchHit),
    reading: QueryReading,
    total: z
      .int()
      .describe(
        'Number of passages that match: those with a word of the query, and in hybrid search also the near ones among the best that have none. ' +
          'Mode vector counts the nearest passages that were looked at.',
      ),
    totalIsExact: z.boolean().describe('False when there may be more.'),
    tookMs: z.number(),
    engine: z.enum(['keyword', 'vector', 'hybrid']).describe('What ranked the hits.'),
    semantic: z
      .object({
        used: z.boolean(),
        model: z.string().nullable(),
        reason: z.string().nullable().describe('Why it was not used, in words.'),
        lag: z.int().describe('Changes that the vectors have not seen yet.'),
      })
      .describe('The part of the search that goes by meaning.'),
    reranked: z
      .object({
        model: z.string(),
        candidates: z.int(),
        scored: z.int().describe('Candidates with a score, some of them remembered from before.'),
        tookMs: z.number().describe('Without loading the model, which is the stage `load`.'),
        ended: z
          .enum(['complete', 'settled', 'budget', 'failed'])
          .describe('Why it stopped; `failed`: nothing was reordered, see `reason`.'),
        reason: z.string().nullable(),
      })
      .nullable(),
    stages: z
      .record(z.string(), z.number())
      .describe(
        'Milliseconds per stage: keyword, embed, vector, fuse, load, rerank. Legs run side by side. Empty when the answer was remembered.',
      ),
    indexLag: z.int().describe('Changes that are stored and not yet in the index.'),
  })
  .register(z.globalRegistry, { id: 'SearchResponse' })
export type SearchResponse = z.infer<typeof SearchResponse>

/** A verbatim quote with its place. `n` is the marker [n] in the answer. */
export const Citation = z.object({ n: z.int().min(1), ...passage }).register(z.globalRegistry, { id: 'Citation' })
export type Citation = z.infer<typeof Citation>

export const QueryTermsRequest = z
  .strictObject({ question: z.string().max(10_000) })
  .register(z.globalRegistry, { id: 'QueryTermsRequest' })
export type QueryTermsRequest = z.infer<typeof QueryTermsRequest>

/** What the words of a question are worth in this library; stop words are left out. */
export const QueryTermsResponse = z
  .object({
    terms: z.array(
      z.object({
        word: z.string(),
        term: z.string().describe('As the index has it.'),
        language: z.string(),
        inverseDocumentFrequency: z.number().describe('Of BM25; 0 for a word that the library does not have.'),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'QueryTermsResponse' })
export type QueryTermsResponse = z.infer<typeof QueryTermsResponse>
