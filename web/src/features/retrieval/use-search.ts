import type { SearchHit, SearchRequestInput, SearchResponse } from '@learnpath/contracts'
import {
  keepPreviousData,
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../api/request.ts'

const PAGE_SIZE = 20
/** The server shows no hits beyond. */
const LAST_OFFSET = 1000

export interface FoundPassages {
  readonly query: UseInfiniteQueryResult<InfiniteData<SearchResponse>>
  /** Of the first page; null before the first answer. */
  readonly response: SearchResponse | null
  readonly hits: readonly SearchHit[]
}

/**
 * Asks with every keystroke: the request before is given up, and its hits stay until the new ones are there. Without words
 * nothing is asked.
 */
export function useSearch(request: SearchRequestInput): FoundPassages {
  const query = useInfiniteQuery({
    queryKey: ['search', request],
    queryFn: async ({ pageParam, signal }) =>
      await call('search', { body: { ...request, limit: PAGE_SIZE, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last: SearchResponse, pages) => {
      const offset = pages.length * PAGE_SIZE
      return last.hits.length < PAGE_SIZE || offset > LAST_OFFSET ? null : offset
    },
    enabled: request.query !== '',
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const hits = useMemo(() => data?.pages.flatMap((page) => page.hits) ?? [], [data])
  return { query, response: request.query === '' ? null : (data?.pages[0] ?? null), hits }
}
