import type { Document } from '@learnpath/contracts'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type RequestOf } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'

type ListQuery = NonNullable<RequestOf<'listDocuments'>['query']>

/** Documents per request: a few windows full. */
export const PAGE_SIZE = 100

export interface DocumentWindow {
  /** Of all that pass the filter; null while it is not known. */
  readonly total: number | null
  readonly error: unknown
  readonly retry: () => void
  /** Undefined while it is on its way. */
  readonly at: (index: number) => Document | undefined
  /** Tells which rows can be seen; pages around them are fetched. */
  readonly show: (first: number, last: number) => void
}

/** A list of any length, of which only the pages that can be seen are fetched. */
export function useDocumentWindow(query: ListQuery): DocumentWindow {
  const [[from, to], setPages] = useState<readonly [number, number]>([0, 0])
  const requestOf = (page: number): { query: ListQuery } => ({
    query: { ...query, limit: PAGE_SIZE, offset: page * PAGE_SIZE },
  })
  const first = useAnswer('listDocuments', requestOf(0), { keepBefore: true })
  const others = Array.from({ length: to - Math.max(1, from) + 1 }, (_, index) => Math.max(1, from) + index)
  const results = useQueries({
    queries: others.map((page) => ({
      queryKey: ['listDocuments', requestOf(page)],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        await call('listDocuments', { ...requestOf(page), signal }),
    })),
  })
  const pages = new Map(others.map((page, index) => [page, results[index]?.data?.documents]))
  return {
    total: first.data?.total ?? null,
    error: first.error,
    retry: () => void first.refetch(),
    at(index) {
      const page = Math.floor(index / PAGE_SIZE)
      return (page === 0 ? first.data?.documents : pages.get(page))?.[index % PAGE_SIZE]
    },
    show(firstRow, lastRow) {
      const next = [Math.floor(firstRow / PAGE_SIZE), Math.floor(lastRow / PAGE_SIZE)] as const
      if (next[0] !== from || next[1] !== to) setPages(next)
    },
  }
}
