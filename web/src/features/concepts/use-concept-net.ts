import type { ConceptGraph, ConceptMastery } from '@learnpath/contracts'
import { useMemo } from 'react'
import { useMay } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCollection } from '../library/use-collection.ts'
import { conceptNet, type ConceptNet } from './concept-net.ts'

/** More than can be told apart on a map; the list has a button for the rest. */
const SHOWN = 2000
const ALL = 5000
/** Documents are being read: what is found meanwhile comes in that often. */
const PENDING_MS = 2500
const NO_MASTERIES: readonly ConceptMastery[] = []

export interface LoadedNet {
  readonly net: ConceptNet | null
  readonly graph: ConceptGraph | undefined
  readonly error: Error | null
  readonly retry: () => void
}

/** The collection to show: the chosen one, else the one with most documents. */
export function useShownCollection(): {
  /** Null while it is not known, and when there is none. */
  readonly collection: string | null
  readonly isNone: boolean
} {
  const [chosen] = useCollection()
  const { data } = useAnswer('listCollections', {}, { enabled: chosen === null })
  if (chosen !== null) return { collection: chosen, isNone: false }
  const [first, ...others] = data?.collections ?? []
  if (first === undefined) return { collection: null, isNone: data !== undefined }
  const largest = others.reduce((best, one) => (one.documentCount > best.documentCount ? one : best), first)
  return { collection: largest.name, isNone: false }
}

/** Concepts of a collection with their prerequisites and what the person knows of them; grows while documents are read. */
export function useConceptNet(collection: string | null, all = false): LoadedNet {
  const enabled = collection !== null
  const query = { collection: collection ?? '', limit: all ? ALL : SHOWN }
  const answer = useAnswer(
    'conceptGraph',
    { query },
    { enabled, keepBefore: true, refetchMs: (before) => ((before?.pendingDocuments ?? 0) > 0 ? PENDING_MS : false) },
  )
  const learns = useMay()('progress')
  const progress = useAnswer(
    'progress',
    { query: { collection: collection ?? '', days: 1 } },
    { enabled: enabled && learns },
  )
  const graph = answer.data
  const masteries = progress.data?.concepts ?? NO_MASTERIES
  const net = useMemo(() => (graph === undefined ? null : conceptNet(graph, masteries)), [graph, masteries])
  return { net, graph, error: answer.error, retry: () => void answer.refetch() }
}
