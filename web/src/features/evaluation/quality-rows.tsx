import type { QualityPoints, RatedQuality } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { QUALITIES } from './qualities.ts'

interface QualityRowsProps {
  /** Of the answer, for screen readers. */
  readonly name: string
  readonly points: QualityPoints
  /** The one that the next digit is for. */
  readonly active: RatedQuality | null
  readonly onGive: (quality: RatedQuality, value: number) => void
}

const VALUES = [1, 2, 3, 4, 5] as const

/** Points from 1 to 5 for each quality of an answer. */
export function QualityRows({ name, points, active, onGive }: QualityRowsProps): JSX.Element {
  const t = useTranslations('evaluation')
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-3">
      {QUALITIES.map((quality) => (
        <div
          key={quality}
          role="group"
          aria-label={`${name}: ${t(`quality.${quality}`)}`}
          className={classNames('flex items-center gap-2 rounded-md px-2 py-1', active === quality && 'bg-accent-soft')}
        >
          <span className="min-w-0 flex-1 text-sm">{t(`quality.${quality}`)}</span>
          {VALUES.map((value) => {
            const isChosen = points[quality] === value
            return (
              <button
                key={value}
                type="button"
                aria-pressed={isChosen}
                onClick={() => onGive(quality, value)}
                className={classNames(
                  'size-8 rounded-md border text-sm tabular-nums',
                  isChosen
                    ? 'border-accent bg-accent font-semibold text-on-accent'
                    : 'border-line-strong bg-surface hover:bg-sunken',
                )}
              >
                {value}
              </button>
            )
          })}
        </div>
      ))}
    </div>
  )
}
