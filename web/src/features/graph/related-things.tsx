import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { IfMay } from '../../api/if-may.tsx'
import { Button } from '../../components/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useMedia } from '../../components/use-media.ts'
import { EntityList } from './entity-list.tsx'
import { EntityMapView } from './entity-map-view.tsx'
import type { EntityNet, Without } from './entity-net.ts'
import { ExtractionCard } from './extraction-card.tsx'
import { GraphState } from './graph-state.tsx'
import { MapFilters } from './map-filters.tsx'
import { RelationList } from './relation-list.tsx'
import { useEntityNet, useGraphStatus } from './use-graph.ts'

const VIEWS = ['map', 'entities', 'relations'] as const
const NOTHING_WITHOUT: Without = { types: new Set(), kinds: new Set() }

/** How what the documents name is related: as a map, and as lists. */
export function RelatedThings({ collection }: { readonly collection: string }): JSX.Element {
  const t = useTranslations('graph')
  const [all, setAll] = useState(false)
  const status = useGraphStatus(collection)
  const { net, map, error, retry } = useEntityNet(collection, all)
  if (error !== null && map === undefined) return <ErrorState error={error} onRetry={retry} />
  if (net === null || map === undefined) return <Skeleton lines={8} />
  const missing = map.total - net.entities.length
  const isPending = map.pendingDocuments > 0 || status?.current === false
  return (
    <div className="flex flex-col gap-4">
      {status !== undefined && <GraphState status={status} />}
      {net.relations.length === 0 && net.entities.length === 0 ? (
        <EmptyState title={t(isPending ? 'soonTitle' : 'emptyTitle')}>
          {t(isPending ? 'soonText' : 'emptyText')}
        </EmptyState>
      ) : (
        <Views net={net} />
      )}
      {missing > 0 && (
        <p className="flex flex-wrap items-center gap-3 text-soft">
          {t('notAllShown', { count: missing })}
          {!all && (
            <Button size="small" onClick={() => setAll(true)}>
              {t('more')}
            </Button>
          )}
        </p>
      )}
      <IfMay use="startExtraction">
        <ExtractionCard collection={collection} />
      </IfMay>
    </div>
  )
}

function Views({ net }: { readonly net: EntityNet }): JSX.Element {
  const t = useTranslations('graph')
  const [search, setSearch] = useSearchParams()
  const isPhone = !useMedia('(min-width: 52rem)')
  const [without, setWithout] = useState(NOTHING_WITHOUT)
  const view = VIEWS.find((name) => name === search.get('view')) ?? (isPhone ? 'relations' : 'map')
  const filters = <MapFilters net={net} without={without} onWithout={setWithout} />
  const beside = (list: JSX.Element): JSX.Element => (
    <div className="flex flex-col gap-3 lg:flex-row-reverse lg:items-start">
      <div className="lg:w-72 lg:shrink-0">{filters}</div>
      <div className="min-w-0 flex-1">{list}</div>
    </div>
  )
  const relations = <RelationList net={net} without={without} />
  return (
    <Tabs
      label={t('views')}
      value={view}
      onChange={(name) =>
        setSearch(
          (before) => {
            before.set('view', name)
            return before
          },
          { replace: true },
        )
      }
      tabs={[
        {
          name: 'map',
          title: t('map'),
          content: <EntityMapView net={net} without={without} onWithout={setWithout} otherwise={relations} />,
        },
        { name: 'entities', title: t('tabEntities'), content: beside(<EntityList net={net} without={without} />) },
        { name: 'relations', title: t('relations'), content: beside(relations) },
      ]}
    />
  )
}
