import { useEffect, useEffectEvent, useMemo, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { SelectField } from '../../components/field.tsx'
import { Skeleton } from '../../components/states.tsx'
import { canDrawMap, createConceptMap, type ConceptMap } from './concept-map.ts'
import { conceptAddress } from './concept-address.ts'
import { GROUPINGS, grouped, type Grouped, type Grouping } from './grouping.ts'
import { MapButtons } from './map-buttons.tsx'
import { MapLegend } from './map-legend.tsx'
import type { PlacedNet } from './map-picture.ts'
import { useMapKeys } from './use-map-keys.ts'

interface MapViewProps {
  readonly placed: PlacedNet | null
  readonly grouping: Grouping
  readonly onGrouping: (grouping: Grouping) => void
  /** Shown instead where the browser has no WebGL. */
  readonly otherwise: JSX.Element
}

/** All concepts at once: topics as islands, in each what is needed first to the left. */
export function MapView({ placed, grouping, onGrouping, otherwise }: MapViewProps): JSX.Element {
  const t = useTranslations('concepts')
  const [drawable] = useState(canDrawMap)
  const [only, setOnly] = useState<number | null>(null)
  const groups = useMemo(
    () => (placed === null ? null : grouped(placed.net, grouping, placed.topics)),
    [placed, grouping],
  )
  const topics = useMemo(() => (placed === null ? null : grouped(placed.net, 'topic', placed.topics)), [placed])
  if (!drawable) {
    return (
      <>
        <p role="status" className="mb-4 rounded-md bg-warn-soft px-4 py-2 text-warn">
          {t('noWebgl')}
        </p>
        {otherwise}
      </>
    )
  }
  return (
    <div className="flex flex-col gap-3 lg:flex-row">
      <div className="relative min-w-0 flex-1">
        {placed === null || groups === null || topics === null ? (
          <div className="h-[70dvh] min-h-96 rounded-lg border border-line bg-surface p-6">
            <Skeleton lines={4} />
            <p className="mt-4 text-soft">{t('placing')}</p>
          </div>
        ) : (
          <MapCanvas placed={placed} topics={topics} look={{ grouped: groups, only }} />
        )}
      </div>
      <div className="flex flex-col gap-3 lg:w-64 lg:shrink-0">
        <SelectField
          label={t('colourBy')}
          value={grouping}
          onChange={({ target }) => {
            setOnly(null)
            onGrouping(target.value as Grouping)
          }}
        >
          {GROUPINGS.map((name) => (
            <option key={name} value={name}>
              {t(`grouping.${name}`)}
            </option>
          ))}
        </SelectField>
        {groups !== null && <MapLegend groups={groups.groups} only={only} onOnly={setOnly} />}
      </div>
    </div>
  )
}

interface MapCanvasProps {
  readonly placed: PlacedNet
  readonly topics: Grouped
  readonly look: Parameters<ConceptMap['show']>[1]
}

function MapCanvas({ placed, topics, look }: MapCanvasProps): JSX.Element {
  const t = useTranslations('concepts')
  const [, navigate] = useLocation()
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<ConceptMap | null>(null)
  const [isOnConcept, setIsOnConcept] = useState(false)
  const choose = useEffectEvent((conceptId: string) => navigate(conceptAddress(conceptId)))
  useEffect(() => {
    if (place.current === null) return
    const made = createConceptMap(place.current, { onChoose: (id) => choose(id), onHover: setIsOnConcept })
    setMap(made)
    return () => made.destroy()
  }, [])
  const restyle = useEffectEvent(() => map?.restyle(look))
  const show = useEffectEvent(() => {
    const { net, places } = placed
    const topicNames = topics.groups.map(({ name }) => (name !== null && 'topic' in name ? name.topic : null))
    map?.show({ net, places, topicNames, topicOf: topics.groupOf }, look)
  })
  useEffect(() => show(), [map, placed])
  useEffect(() => restyle(), [map, look.grouped, look.only])
  const onKeyDown = useMapKeys(map)
  return (
    <>
      <div
        ref={place}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application is moved about in by keys
        tabIndex={0}
        aria-label={t('mapLabel', { count: placed.net.concepts.filter(({ hidden }) => !hidden).length })}
        aria-describedby="concept-map-keys"
        data-map-ready={map !== null || undefined}
        onKeyDown={onKeyDown}
        style={{ cursor: isOnConcept ? 'pointer' : 'grab' }}
        className="h-[70dvh] min-h-96 w-full overflow-hidden rounded-lg border border-line bg-surface shadow-card"
      />
      <MapButtons map={map} />
      <p id="concept-map-keys" className="mt-2 text-sm text-soft">
        {t('mapKeys')}
      </p>
    </>
  )
}
