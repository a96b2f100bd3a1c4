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

interface AnsweredPage {
  readonly request: SearchRequestInput
  readonly response: SearchResponse
}

export interface FoundPassages {
  readonly query: UseInfiniteQueryResult<InfiniteData<AnsweredPage>>
  /** Of the first page; null before the first answer. */
  readonly response: SearchResponse | null
  /** What the hits answer: while the next answer is on its way, the request before. */
  readonly answered: SearchRequestInput
  /** The same list as long as it is the same answer. */
  readonly hits: readonly SearchHit[]
}

/**
 * Asks with every keystroke: the request before is given up, and its hits stay until the new ones are there. Without words
 * nothing is asked.
 */
export function useSearch(request: SearchRequestInput): FoundPassages {
  const query = useInfiniteQuery({
    queryKey: ['search', request],
    queryFn: async ({ pageParam, signal }) => ({
      request,
      response: await call('search', { body: { ...request, limit: PAGE_SIZE, offset: pageParam }, signal }),
    }),
    initialPageParam: 0,
    getNextPageParam: ({ response }: AnsweredPage, pages) => {
      const offset = pages.length * PAGE_SIZE
      return response.hits.length < PAGE_SIZE || offset > LAST_OFFSET ? null : offset
    },
    enabled: request.query !== '',
    placeholderData: keepPreviousData,
  })
  const { data } = query
  const first = data?.pages[0]
  const hits = useMemo(() => data?.pages.flatMap(({ response }) => response.hits) ?? [], [data])
  return {
    query,
    response: request.query === '' ? null : (first?.response ?? null),
    answered: first?.request ?? request,
    hits,
  }
}
