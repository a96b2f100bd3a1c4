import type { Card } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../api/request.ts'

/** What the back of a card needs is fetched while its front, or the card before, is looked at. */
export function useReadAhead(cards: readonly Card[]): void {
  const client = useQueryClient()
  const itemIds = cards.flatMap(({ item }) => (item === null ? [] : [item.id])).join(' ')
  useEffect(() => {
    for (const id of itemIds.split(' ').filter(Boolean)) {
      const request = { params: { id } }
      void client.prefetchQuery({
        queryKey: ['getQuizItem', request],
        queryFn: async ({ signal }) => await call('getQuizItem', { ...request, signal }),
      })
    }
  }, [client, itemIds])
}
