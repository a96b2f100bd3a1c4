import { useEffect, useEffectEvent, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { conceptAddress } from './concept-address.ts'
import { createConceptMap, type ConceptMap } from './concept-map.ts'
import type { Grouped } from './grouping.ts'
import { MapButtons, ZOOM } from './map-buttons.tsx'
import type { PlacedNet } from './map-picture.ts'
import { useKeys } from './use-keys.ts'

interface MapCanvasProps {
  readonly placed: PlacedNet
  readonly topics: Grouped
  readonly grouped: Grouped
  /** Only this group in its colour; null for all. */
  readonly only: number | null
  /** Id of a concept to begin at. */
  readonly start: string | null
}

/** The picture with its keys and buttons. */
export function MapCanvas({ placed, topics, grouped, only, start }: MapCanvasProps): JSX.Element {
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
  const show = useEffectEvent((on: ConceptMap, { net, places }: PlacedNet) => {
    const topicNames = topics.groups.map(({ name }) =>
      name !== null && 'topic' in name ? (name.topic[0] ?? null) : null,
    )
    on.show({ net, places, topicNames, topicOf: topics.groupOf }, { grouped, only })
    if (start !== null) on.reveal(start)
    place.current?.setAttribute('data-painted', String(net.concepts.length))
  })
  useEffect(() => {
    if (map !== null) show(map, placed)
  }, [map, placed])
  useEffect(() => map?.restyle({ grouped, only }), [map, grouped, only])
  useKeys(place, {
    ArrowLeft: () => map?.pan(-1, 0),
    ArrowRight: () => map?.pan(1, 0),
    ArrowUp: () => map?.pan(0, -1),
    ArrowDown: () => map?.pan(0, 1),
    '+': () => map?.zoom(ZOOM),
    '=': () => map?.zoom(ZOOM),
    '-': () => map?.zoom(1 / ZOOM),
    '0': () => map?.fit(),
    Home: () => map?.fit(),
  })
  return (
    <>
      <div
        ref={place}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application is moved about in by keys
        tabIndex={0}
        aria-label={t('mapLabel', { count: placed.net.concepts.filter(({ hidden }) => !hidden).length })}
        aria-describedby="concept-map-keys"
        style={{ cursor: isOnConcept ? 'pointer' : 'grab' }}
        className="h-[55dvh] min-h-80 w-full md:h-[70dvh] overflow-hidden rounded-lg border border-line bg-surface shadow-card"
      />
      <MapButtons map={map} />
      <p id="concept-map-keys" className="mt-2 text-sm text-soft">
        {t('mapKeys')}
      </p>
    </>
  )
}
