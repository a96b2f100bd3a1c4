import type { EntityType, RelationKind } from '@learnpath/contracts'
import type { JSX, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { useMedia } from '../../components/use-media.ts'
import { ShapeMark } from '../concepts/shape-mark.tsx'
import { shownRelations, type EntityNet, type Without } from './entity-net.ts'
import { KindMark } from './kind-mark.tsx'
import { ENTITY_TYPES, RELATION_KINDS, TYPE_LOOKS } from './looks.ts'

interface MapFiltersProps {
  readonly net: EntityNet
  readonly without: Without
  readonly onWithout: (without: Without) => void
}

/** What shapes and lines mean, each with a tick that takes it out of the picture. Folded where there is little room. */
export function MapFilters(props: MapFiltersProps): JSX.Element {
  const t = useTranslations('graph')
  const isPhone = !useMedia('(min-width: 40rem)')
  if (!isPhone) return <Ticks {...props} />
  return (
    <details>
      <summary className="min-h-8 w-fit text-sm font-medium">{t('filters')}</summary>
      <div className="mt-1">
        <Ticks {...props} />
      </div>
    </details>
  )
}

function Ticks({ net, without, onWithout }: MapFiltersProps): JSX.Element {
  const t = useTranslations('graph')
  const types = counted(net.entities.map(({ type }) => type))
  const kinds = counted(shownRelations(net, { types: without.types, kinds: new Set() }).map(({ kind }) => kind))
  const isAll = without.types.size === 0 && without.kinds.size === 0
  return (
    <section
      aria-label={t('filters')}
      className="grid gap-x-3 gap-y-2 rounded-lg border border-line bg-surface p-3 sm:grid-cols-2 lg:grid-cols-1"
    >
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">{t('types')}</legend>
        {ENTITY_TYPES.filter((type) => types.has(type)).map((type) => (
          <Tick
            key={type}
            isShown={!without.types.has(type)}
            onToggle={() => onWithout({ ...without, types: toggled<EntityType>(without.types, type) })}
            mark={<ShapeMark {...TYPE_LOOKS[type]} />}
            count={types.get(type) ?? 0}
          >
            {t(`type.${type}`)}
          </Tick>
        ))}
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-1 text-sm font-medium">{t('kinds')}</legend>
        {RELATION_KINDS.filter((kind) => kinds.has(kind) || without.kinds.has(kind)).map((kind) => (
          <Tick
            key={kind}
            isShown={!without.kinds.has(kind)}
            onToggle={() => onWithout({ ...without, kinds: toggled<RelationKind>(without.kinds, kind) })}
            mark={<KindMark kind={kind} />}
            count={kinds.get(kind) ?? 0}
          >
            {t(`kind.${kind}`)}
          </Tick>
        ))}
      </fieldset>
      {!isAll && (
        <div className="col-span-full">
          <Button size="small" variant="quiet" onClick={() => onWithout({ types: new Set(), kinds: new Set() })}>
            {t('showAll')}
          </Button>
        </div>
      )}
    </section>
  )
}

interface TickProps {
  readonly isShown: boolean
  readonly onToggle: () => void
  readonly mark: ReactNode
  readonly count: number
  readonly children: string
}

function Tick({ isShown, onToggle, mark, count, children }: TickProps): JSX.Element {
  const format = useFormatter()
  return (
    <label className="flex min-h-8 items-center gap-2 rounded-sm px-1 text-sm hover:bg-sunken">
      <input type="checkbox" checked={isShown} onChange={onToggle} className="size-4 shrink-0 accent-accent" />
      {mark}
      <span className="min-w-0 flex-1">{children}</span>
      <span className="text-xs text-soft tabular-nums">{format.number(count)}</span>
    </label>
  )
}

function counted<Each>(all: readonly Each[]): ReadonlyMap<Each, number> {
  const counts = new Map<Each, number>()
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1)
  return counts
}

function toggled<Each>(set: ReadonlySet<Each>, one: Each): ReadonlySet<Each> {
  const next = new Set(set)
  if (!next.delete(one)) next.add(one)
  return next
}
