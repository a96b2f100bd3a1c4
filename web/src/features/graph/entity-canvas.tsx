import type { RelationKind } from '@learnpath/contracts'
import { useEffect, useEffectEvent, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { MapButtons, ZOOM } from '../concepts/map-buttons.tsx'
import { useKeys } from '../concepts/use-keys.ts'
import type { Chosen, PlacedEntities } from './entity-graph.ts'
import { createEntityMap, type EntityMapPicture } from './entity-map.ts'
import type { Without } from './entity-net.ts'

interface EntityCanvasProps {
  readonly placed: PlacedEntities
  readonly without: Without
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
  /** Id of an entity to begin at. */
  readonly start: string | null
  /** Classes of its height. */
  readonly height: string
}

/** The picture with its keys and buttons. */
export function EntityCanvas({ placed, without, chosen, onChoose, start, height }: EntityCanvasProps): JSX.Element {
  const t = useTranslations('graph')
  const place = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<EntityMapPicture | null>(null)
  const [isOn, setIsOn] = useState(false)
  const choose = useEffectEvent(onChoose)
  const wordOf = useEffectEvent((kind: RelationKind) => t(`kind.${kind}`))
  useEffect(() => {
    if (place.current === null) return
    const made = createEntityMap(place.current, {
      onChoose: (one) => choose(one),
      onHover: setIsOn,
      wordOf: (kind) => wordOf(kind),
    })
    setMap(made)
    return () => made.destroy()
  }, [])
  const hasBegun = useRef(false)
  const show = useEffectEvent((on: EntityMapPicture, shown: PlacedEntities, less: Without) => {
    on.show(shown, less)
    place.current?.setAttribute('data-painted', String(shown.places.isPlaced.filter(Boolean).length))
    if (start !== null && !hasBegun.current) on.reveal(start)
    hasBegun.current = true
  })
  useEffect(() => {
    if (map !== null) show(map, placed, without)
  }, [map, placed, without])
  useEffect(() => map?.choose(chosen), [map, chosen])
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
    Escape: () => onChoose({ entityId: null, relationId: null }),
  })
  return (
    <div className="relative min-w-0">
      <div
        ref={place}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an application is moved about in by keys
        tabIndex={0}
        aria-label={t('mapLabel', { entities: placed.places.isPlaced.filter(Boolean).length })}
        aria-describedby="entity-map-keys"
        style={{ cursor: isOn ? 'pointer' : 'grab' }}
        className={classNames('w-full overflow-hidden rounded-lg border border-line bg-surface shadow-card', height)}
      />
      <MapButtons map={map} />
      <p id="entity-map-keys" className="mt-2 text-sm text-soft">
        {t('mapKeys')}
      </p>
    </div>
  )
}
