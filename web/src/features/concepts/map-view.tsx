import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../../api/session.ts'
import { SelectField } from '../../components/field.tsx'
import { Skeleton } from '../../components/states.tsx'
import { canDrawMap } from './concept-map.ts'
import { GROUPINGS, grouped, type Grouping } from './grouping.ts'
import { MapCanvas } from './map-canvas.tsx'
import { MapLegend } from './map-legend.tsx'
import type { PlacedNet } from './map-picture.ts'

interface MapViewProps {
  readonly placed: PlacedNet | null
  readonly grouping: Grouping
  readonly onGrouping: (grouping: Grouping) => void
  /** Id of a concept to begin at. */
  readonly start: string | null
  /** Shown instead where the browser has no WebGL. */
  readonly otherwise: JSX.Element
}

/** All concepts at once: topics as islands, in each what is needed first to the left. */
export function MapView({ placed, grouping, onGrouping, start, otherwise }: MapViewProps): JSX.Element {
  const t = useTranslations('concepts')
  const [drawable] = useState(canDrawMap)
  const [only, setOnly] = useState<number | null>(null)
  const groups = useMemo(
    () => (placed === null ? null : grouped(placed.net, grouping, placed.topics)),
    [placed, grouping],
  )
  const learns = useMay()('progress')
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
          <div className="h-[55dvh] min-h-80 rounded-lg md:h-[70dvh] border border-line bg-surface p-6">
            <Skeleton lines={4} />
            <p className="mt-4 text-soft">{t('placing')}</p>
          </div>
        ) : (
          <MapCanvas placed={placed} topics={topics} grouped={groups} only={only} start={start} />
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
          {GROUPINGS.filter((name) => name !== 'mastery' || learns).map((name) => (
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
