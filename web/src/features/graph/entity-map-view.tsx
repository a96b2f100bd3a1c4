import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { Skeleton } from '../../components/states.tsx'
import { canDrawMap } from '../concepts/concept-map.ts'
import { ChosenPanel } from './chosen-panel.tsx'
import { EntityCanvas } from './entity-canvas.tsx'
import type { Chosen } from './entity-graph.ts'
import type { EntityNet, Without } from './entity-net.ts'
import { MapFilters } from './map-filters.tsx'
import { usePlacedEntities } from './use-placed-entities.ts'

const HEIGHT = 'h-[55dvh] min-h-80 md:h-[72dvh]'

interface EntityMapViewProps {
  readonly net: EntityNet
  readonly without: Without
  readonly onWithout: (without: Without) => void
  /** Shown instead where the browser has no WebGL. */
  readonly otherwise: JSX.Element
}

/** Entities and relations as a picture, what was clicked beside it. */
export function EntityMapView({ net, without, onWithout, otherwise }: EntityMapViewProps): JSX.Element {
  const t = useTranslations('concepts')
  const graph = useTranslations('graph')
  const [drawable] = useState(canDrawMap)
  const [search] = useSearchParams()
  const [chosen, setChosen] = useState<Chosen>({ entityId: search.get('at'), relationId: null })
  const placed = usePlacedEntities(net)
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
  const lone = net.relationsOf.filter(({ length }) => length === 0).length
  return (
    <div className="flex flex-col gap-3 lg:flex-row lg:items-start">
      <div className="min-w-0 flex-1">
        {placed === null ? (
          <div className={`${HEIGHT} rounded-lg border border-line bg-surface p-6`}>
            <Skeleton lines={4} />
            <p className="mt-4 text-soft">{t('placing')}</p>
          </div>
        ) : (
          <EntityCanvas
            placed={placed}
            without={without}
            chosen={chosen}
            onChoose={setChosen}
            start={search.get('at')}
            height={HEIGHT}
          />
        )}
        {lone > 0 && <p className="mt-1 text-sm text-soft">{graph('lone', { count: lone })}</p>}
      </div>
      <div className="flex flex-col gap-3 lg:max-h-[72dvh] lg:w-88 lg:shrink-0 lg:overflow-y-auto">
        <ChosenPanel chosen={chosen} net={net} onClose={() => setChosen({ entityId: null, relationId: null })} />
        <MapFilters net={net} without={without} onWithout={onWithout} />
      </div>
    </div>
  )
}
