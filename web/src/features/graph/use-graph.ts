import type { EntityMap, GraphStatus } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { EndpointName } from '../../api/request.ts'
import { forget, useAnswer } from '../../api/use-answer.ts'
import { useServerEvents } from '../../api/use-live-updates.tsx'
import { entityNet, type EntityNet } from './entity-net.ts'

/** More than can be told apart on a map; there is a button for the rest. */
const SHOWN = 1000
const ALL = 5000
/** Documents are being read: how far it is, is asked that often. */
const PENDING_MS = 2000

/** All that is another one when the graph is. */
export const GRAPH_ANSWERS: readonly EndpointName[] = [
  'graphStatus',
  'entityMap',
  'listEntities',
  'getEntity',
  'neighbourhood',
  'getRelation',
  'graphPath',
  'listMergeReviews',
]

/** How far the graph of a collection is. Whatever shows a part of the graph is asked for again when it has been made anew. */
export function useGraphStatus(collection: string | null): GraphStatus | undefined {
  const client = useQueryClient()
  const { data, refetch } = useAnswer(
    'graphStatus',
    { query: { collection: collection ?? '' } },
    {
      enabled: collection !== null,
      keepBefore: true,
      refetchMs: (status) =>
        status !== undefined && (!status.current || status.pendingDocuments > 0) ? PENDING_MS : false,
    },
  )
  useServerEvents(({ type }) => {
    if (type === 'document-changed' || type === 'document-deleted') void refetch()
  })
  const assembledAt = data?.assembledAt ?? null
  const before = useRef(assembledAt)
  useEffect(() => {
    if (before.current !== null && before.current !== assembledAt) forget(client, GRAPH_ANSWERS)
    before.current = assembledAt
  }, [assembledAt, client])
  return data
}

export interface LoadedEntities {
  readonly net: EntityNet | null
  readonly map: EntityMap | undefined
  readonly error: Error | null
  readonly retry: () => void
}

/** The most important entities of a collection and their relations. */
export function useEntityNet(collection: string | null, all: boolean): LoadedEntities {
  const query = { collection: collection ?? '', limit: all ? ALL : SHOWN }
  const { data, error, refetch } = useAnswer('entityMap', { query }, { enabled: collection !== null, keepBefore: true })
  const net = useMemo(() => (data === undefined ? null : entityNet(data)), [data])
  return { net, map: data, error, retry: () => void refetch() }
}
