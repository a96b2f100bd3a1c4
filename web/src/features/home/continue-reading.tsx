import { useQueries } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { call } from '../../api/request.ts'
import { Card } from '../../components/card.tsx'
import { readingPlaces } from '../reader/reading-places.ts'

const MOST_PLACES = 3

/** Documents that were being read; the reader knows where. */
export function ContinueReading(): JSX.Element | null {
  const t = useTranslations('home')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const [places] = useState(() => readingPlaces().slice(0, MOST_PLACES))
  // A document that was deleted since is not offered.
  const documents = useQueries({
    queries: places.map(({ documentId: id }) => ({
      queryKey: ['getDocument', { params: { id } }],
      queryFn: async ({ signal }: { signal: AbortSignal }) => await call('getDocument', { params: { id }, signal }),
    })),
  })
  const there = places.filter((_, index) => documents[index]?.data !== undefined)
  if (there.length === 0) return null
  return (
    <Card title={t('continueReading')}>
      <ul className="flex flex-col gap-2">
        {there.map(({ documentId, title, at }) => (
          <li key={documentId} className="flex items-baseline gap-3">
            <Link href={`/documents/${encodeURIComponent(documentId)}`} className="min-w-0 flex-1 truncate font-medium">
              {title}
            </Link>
            <span className="shrink-0 text-sm text-soft">{format.relativeTime(new Date(at), now)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
