import type { ConceptGraph } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useSearchParams } from 'wouter'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useMedia } from '../../components/use-media.ts'
import { CollectionSelect } from '../library/collection-select.tsx'
import { entityAddress } from '../graph/entity-address.ts'
import { AboutSwitch } from '../graph/about-switch.tsx'
import { EntityPicker } from '../graph/entity-picker.tsx'
import { RelatedThings } from '../graph/related-things.tsx'
import { RelationCounts } from '../graph/relation-counts.tsx'
import { conceptAddress } from './concept-address.ts'
import { ConceptList } from './concept-list.tsx'
import { ConceptPicker } from './concept-picker.tsx'
import { GROUPINGS, type Grouping } from './grouping.ts'
import { usePlacedNet } from './map-picture.ts'
import { MapView } from './map-view.tsx'
import { useConceptNet, useShownCollection, type LoadedNet } from './use-concept-net.ts'

const VIEWS = ['map', 'list'] as const
type View = (typeof VIEWS)[number]

/** What the documents teach: what is needed for what, and how things are related. Each as a map and as a list. */
export function ConceptsPage(): JSX.Element {
  const t = useTranslations('concepts')
  const [search] = useSearchParams()
  const { collection, isNone } = useShownCollection()
  const isRelated = search.get('about') === 'related'
  return (
    <Page
      title={t('title')}
      width="full"
      lead={<Lead collection={collection} isRelated={isRelated} />}
      actions={
        <>
          <div className="w-64 max-w-full">
            <Finder collection={collection} isRelated={isRelated} />
          </div>
          <CollectionSelect all={false} />
        </>
      }
    >
      <AboutSwitch isRelated={isRelated} />
      {isNone && <NoConcepts pending={0} />}
      {collection !== null && (isRelated ? <RelatedThings collection={collection} /> : <Needed {...{ collection }} />)}
    </Page>
  )
}

interface Shown {
  readonly collection: string | null
  readonly isRelated: boolean
}

function Lead({ collection, isRelated }: Shown): JSX.Element {
  const t = useTranslations('concepts')
  const { graph } = useConceptNet(collection)
  if (isRelated) return <RelationCounts collection={collection} />
  return graph === undefined ? <>{t('lead')}</> : <Counts graph={graph} />
}

function Finder({ collection, isRelated }: Shown): JSX.Element | null {
  const t = useTranslations('concepts')
  const graph = useTranslations('graph')
  const [, navigate] = useLocation()
  const { net } = useConceptNet(collection)
  if (isRelated && collection !== null) {
    const open = ({ id }: { readonly id: string }): void => navigate(entityAddress(id))
    return <EntityPicker collection={collection} label={graph('find')} labelHidden onPick={open} />
  }
  if (net === null) return null
  return (
    <ConceptPicker
      net={net}
      label={t('find')}
      labelHidden
      placeholder={t('find')}
      onPick={({ id }) => navigate(conceptAddress(id))}
    />
  )
}

function Needed({ collection }: { readonly collection: string }): JSX.Element {
  const [all, setAll] = useState(false)
  const loaded = useConceptNet(collection, all)
  return (
    <>
      <PendingNote pending={loaded.graph?.pendingDocuments ?? 0} />
      <Content loaded={loaded} onAll={() => setAll(true)} />
    </>
  )
}

function Content({ loaded, onAll }: { readonly loaded: LoadedNet; readonly onAll: () => void }): JSX.Element {
  const t = useTranslations('concepts')
  const { net, graph, error, retry } = loaded
  const [search, setSearch] = useSearchParams()
  const isPhone = !useMedia('(min-width: 52rem)')
  const placed = usePlacedNet(graph, net)
  if (error !== null && graph === undefined) return <ErrorState error={error} onRetry={retry} />
  if (net === null || graph === undefined) return <Skeleton lines={8} />
  if (net.concepts.length === 0) return <NoConcepts pending={graph.pendingDocuments} />
  const view: View = VIEWS.find((name) => name === search.get('view')) ?? (isPhone ? 'list' : 'map')
  const grouping: Grouping = GROUPINGS.find((name) => name === search.get('colour')) ?? 'topic'
  const change = (name: string, value: string): void =>
    setSearch(
      (before) => {
        before.set(name, value)
        return before
      },
      { replace: true },
    )
  const shown = net.concepts.filter(({ hidden }) => !hidden).length
  const list = <ConceptList net={net} missing={graph.total - shown} onAll={onAll} />
  return (
    <Tabs
      label={t('views')}
      value={view}
      onChange={(name) => change('view', name)}
      tabs={[
        {
          name: 'map',
          title: t('map'),
          content: (
            <MapView
              placed={placed}
              grouping={grouping}
              onGrouping={(name) => change('colour', name)}
              start={search.get('at')}
              otherwise={list}
            />
          ),
        },
        { name: 'list', title: t('list'), content: list },
      ]}
    />
  )
}

function Counts({ graph: { total, nodes, edges } }: { readonly graph: ConceptGraph }): string {
  const t = useTranslations('concepts')
  const shown = nodes.filter(({ hidden }) => !hidden).length
  return shown < total ? t('cut', { shown, total }) : t('counts', { concepts: total, edges: edges.length })
}

function PendingNote({ pending }: { readonly pending: number }): JSX.Element {
  const t = useTranslations('concepts')
  return (
    <div role="status">
      {pending > 0 && (
        <p className="mb-4 rounded-md bg-accent-soft px-4 py-2 text-accent-strong">
          {t('pending', { count: pending })}
        </p>
      )}
    </div>
  )
}

function NoConcepts({ pending }: { readonly pending: number }): JSX.Element {
  const t = useTranslations('concepts')
  return (
    <EmptyState
      title={t(pending > 0 ? 'soonTitle' : 'emptyTitle')}
      actions={pending > 0 ? undefined : <ButtonLink to="/library">{t('toLibrary')}</ButtonLink>}
    >
      {t(pending > 0 ? 'soonText' : 'emptyText')}
    </EmptyState>
  )
}
