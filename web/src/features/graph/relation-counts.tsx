import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useGraphStatus } from './use-graph.ts'

/** How much the graph of a collection holds. */
export function RelationCounts({ collection }: { readonly collection: string | null }): JSX.Element {
  const t = useTranslations('graph')
  const status = useGraphStatus(collection)
  return (
    <>{status === undefined ? t('related') : t('counts', { entities: status.entities, relations: status.relations })}</>
  )
}
