import { z } from 'zod'
import { DocumentFormat } from './documents.ts'
import { SearchMode, SearchRequest } from './search.ts'

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item)])

/** POST /search as the query of an address; a list is the same name repeated. */
export const SearchQuery = z
  .strictObject({
    q: z.string().trim().min(1).max(2000).describe('Words, "exact phrases" and -excluded words.'),
    collection: oneOrMore(z.string()).optional(),
    documentId: oneOrMore(z.string()).optional(),
    format: oneOrMore(DocumentFormat).optional(),
    language: oneOrMore(z.string()).optional(),
    tag: oneOrMore(z.string()).optional(),
    changedAfter: z.iso.datetime().optional(),
    changedBefore: z.iso.datetime().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(10),
    offset: z.coerce.number().int().min(0).max(1000).default(0),
    explain: z.enum(['true', 'false']).default('false'),
    mode: SearchMode.default('auto'),
    rerank: z
      .union([z.enum(['true', 'false']), z.coerce.number().int().min(1).max(60_000)])
      .default('false')
      .describe('`true`, or the milliseconds it may take.'),
    diversity: z.coerce.number().min(0).max(1).default(0),
  })
  .register(z.globalRegistry, { id: 'SearchQuery' })
export type SearchQuery = z.infer<typeof SearchQuery>

const list = <T>(value: T | T[] | undefined): T[] | undefined =>
  value === undefined ? undefined : Array.isArray(value) ? value : [value]

/** The same search as a request body. */
export function searchRequestOf(query: SearchQuery): SearchRequest {
  const filters = {
    collections: list(query.collection),
    documentIds: list(query.documentId),
    formats: list(query.format),
    languages: list(query.language),
    tags: list(query.tag),
    changedAfter: query.changedAfter,
    changedBefore: query.changedBefore,
  }
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
  return SearchRequest.parse({
    query: query.q,
    ...(Object.keys(given).length === 0 ? {} : { filters: given }),
    limit: query.limit,
    offset: query.offset,
    explain: query.explain === 'true',
    mode: query.mode,
    rerank: typeof query.rerank === 'number' ? { budgetMs: query.rerank } : query.rerank === 'true',
    diversity: query.diversity,
  })
}
