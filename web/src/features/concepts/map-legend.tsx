import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import type { Group } from './grouping.ts'
import { ShapeMark } from './shape-mark.tsx'

interface MapLegendProps {
  readonly groups: readonly Group[]
  readonly only: number | null
  readonly onOnly: (group: number | null) => void
}

/** What colours and shapes mean; each entry shows its group alone, which tells it apart without any colour. */
export function MapLegend({ groups, only, onOnly }: MapLegendProps): JSX.Element {
  const t = useTranslations('concepts')
  const format = useFormatter()
  return (
    <section
      aria-label={t('legend')}
      className="overflow-y-auto rounded-lg border border-line bg-surface p-2 lg:max-h-[62dvh]"
    >
      <p className="px-2 pb-1 text-xs text-soft">{t('legendHint')}</p>
      <ul className="flex flex-wrap gap-x-2 lg:flex-col">
        {groups.map((group, place) => (
          <li key={group.name === null ? '' : String(Object.values(group.name)[0])}>
            <button
              type="button"
              aria-pressed={only === place}
              disabled={group.count === 0}
              onClick={() => onOnly(only === place ? null : place)}
              className={classNames(
                'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-sm disabled:opacity-55',
                only === place ? 'bg-accent-soft font-medium' : 'hover:bg-sunken',
              )}
            >
              <ShapeMark shape={group.shape} colour={group.colour} />
              <span className="min-w-0 flex-1">
                {group.name === null
                  ? t('noTopic')
                  : 'level' in group.name
                    ? t(`level.${group.name.level}`)
                    : group.name.topic.join(', ')}
              </span>
              <span className="text-xs text-soft tabular-nums">{format.number(group.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
