import type { Progress } from '@learnpath/contracts'
import { useId, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'

const SIZE = 200
/** Recall below this is hardly ever predicted: the chart begins here, and what lies below stands at its edge. */
const LEAST = 0.5

const placeOf = (share: number): number => ((Math.max(LEAST, share) - LEAST) / (1 - LEAST)) * SIZE

/** Recall as it was against recall as predicted: on the line, the memory model is right. */
export function RetentionChart({ retention }: Pick<Progress, 'retention'>): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const id = useId()
  const percent = (share: number): string => format.number(share, { style: 'percent', maximumFractionDigits: 0 })
  const { predicted, actual, reviews, byPrediction } = retention
  if (predicted === null || actual === null) return <p className="text-soft">{t('retentionNone')}</p>
  const most = Math.max(...byPrediction.map((group) => group.reviews))
  return (
    <div className="flex flex-col gap-3">
      <p>{t('retentionWords', { predicted: percent(predicted), actual: percent(actual), reviews })}</p>
      <svg
        role="img"
        aria-labelledby={id}
        viewBox={`-34 -8 ${SIZE + 44} ${SIZE + 40}`}
        className="mx-auto w-full max-w-80 fill-soft text-xs"
      >
        <title id={id}>{t('retentionChart')}</title>
        <path d={`M0 0V${SIZE}H${SIZE}`} className="fill-none stroke-line-strong" />
        <path d={`M0 ${SIZE}L${SIZE} 0`} className="fill-none stroke-soft" strokeDasharray="4 4" />
        {[LEAST, 0.75, 1].map((share) => (
          <g key={share}>
            <text x={placeOf(share)} y={SIZE + 14} textAnchor="middle" fontSize="10">
              {percent(share)}
            </text>
            <text x={-5} y={SIZE - placeOf(share) + 3} textAnchor="end" fontSize="10">
              {percent(share)}
            </text>
          </g>
        ))}
        {byPrediction.map((group) => (
          <circle
            key={group.predicted}
            cx={placeOf(group.predicted)}
            cy={SIZE - placeOf(group.actual)}
            r={3 + 6 * Math.sqrt(group.reviews / most)}
            className="fill-series-1 opacity-75"
          >
            <title>
              {t('retentionGroup', {
                predicted: percent(group.predicted),
                actual: percent(group.actual),
                reviews: group.reviews,
              })}
            </title>
          </circle>
        ))}
        <text x={SIZE / 2} y={SIZE + 28} textAnchor="middle" fontSize="10">
          {t('predicted')}
        </text>
      </svg>
      <details>
        <summary className="inline-flex min-h-8 items-center text-sm text-accent">{t('asTable')}</summary>
        <ul className="mt-1 flex flex-col gap-1 text-sm">
          {byPrediction.map((group) => (
            <li key={group.predicted}>
              {t('retentionGroup', {
                predicted: percent(group.predicted),
                actual: percent(group.actual),
                reviews: group.reviews,
              })}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
