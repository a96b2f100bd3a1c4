import type { ChatReport } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Card } from '../../components/card.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import { speedAxis } from './speed-axis.ts'
import { useMeasureText } from './use-measure-text.ts'

interface QualitySpeedChartProps {
  readonly points: ChatReport['chart']
  readonly qualityFrom: ChatReport['decision']['qualityFrom']
}

const MARKS = ['bg-series-1 rounded-full', 'bg-series-2', 'bg-series-3 rounded-full', 'bg-series-4'] as const
const LINES = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4'] as const

/** Quality against speed: the best stands at the upper right. */
export function QualitySpeedChart({ points, qualityFrom }: QualitySpeedChartProps): JSX.Element | null {
  const t = useTranslations('evaluation')
  const { number, range } = useMeasureText()
  const placed = points.flatMap(({ label, answersPerMinute, tokensPerSecond, quality }) =>
    answersPerMinute === null || quality === null ? [] : [{ label, speed: answersPerMinute, tokensPerSecond, quality }],
  )
  if (placed.length === 0) return null
  const { ticks, isLogarithmic, shareOf } = speedAxis(placed.map(({ speed }) => speed))
  return (
    <Card>
      <ChartFrame
        title={t('qualitySpeed')}
        hint={t(qualityFrom === 'people' ? 'qualitySpeedPeople' : 'qualitySpeedHint')}
        chart={
          <div className="flex flex-col gap-2">
            <div className="flex gap-2">
              <div aria-hidden className="flex flex-col justify-between pt-3 text-right text-xs text-soft tabular-nums">
                <span>100</span>
                <span>50</span>
                <span>0</span>
              </div>
              <div className="relative h-64 min-w-0 flex-1 border-b border-l border-line-strong">
                <div className="absolute inset-x-0 top-3 bottom-0">
                  {[25, 50, 75, 100].map((height) => (
                    <span
                      key={height}
                      aria-hidden
                      className="absolute inset-x-0 border-t border-line"
                      style={{ bottom: `${height}%` }}
                    />
                  ))}
                  {placed.map((point, at) => (
                    <Point key={point.label} at={at} {...point} left={shareOf(point.speed) * 100} />
                  ))}
                </div>
              </div>
            </div>
            <div aria-hidden className="pl-8 text-xs text-soft tabular-nums">
              <div className="flex justify-between">
                {ticks.map((tick) => (
                  <span key={tick}>{number(tick)}</span>
                ))}
              </div>
              <p className="text-center">{t(isLogarithmic ? 'answersPerMinuteByTens' : 'answersPerMinute')}</p>
            </div>
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
              {placed.map(({ label, quality, speed }, at) => (
                <li key={label} className="flex items-center gap-2">
                  <span aria-hidden className={`size-3 ${MARKS[at % MARKS.length] ?? MARKS[0]}`} />
                  {label}
                  <span className="font-medium tabular-nums">
                    {t('pointText', { quality: number(quality.value), speed: number(speed) })}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        }
        table={() => ({
          columns: [
            t('subject'),
            t('criterion.quality'),
            t('interval'),
            t('answersPerMinute'),
            t('measure.tokensPerSecond'),
          ],
          rows: placed.map(({ label, quality, speed, tokensPerSecond }) => [
            label,
            number(quality.value),
            range(quality, number),
            number(speed),
            tokensPerSecond === null ? '–' : number(tokensPerSecond),
          ]),
        })}
      />
    </Card>
  )
}

interface PointProps {
  readonly at: number
  readonly quality: NonNullable<ChatReport['chart'][number]['quality']>
  readonly left: number
}

function Point({ at, quality, left }: PointProps): JSX.Element {
  const high = Math.min(100, quality.high)
  const low = Math.max(0, quality.low)
  return (
    <>
      <span
        aria-hidden
        className={`absolute w-0.5 -translate-x-1/2 opacity-60 ${LINES[at % LINES.length] ?? LINES[0]}`}
        style={{ left: `${left}%`, bottom: `${low}%`, height: `${Math.max(0.5, high - low)}%` }}
      />
      <span
        aria-hidden
        className={`absolute size-4 -translate-x-1/2 translate-y-1/2 ring-2 ring-surface ${MARKS[at % MARKS.length] ?? MARKS[0]}`}
        style={{ left: `${left}%`, bottom: `${quality.value}%` }}
      />
    </>
  )
}
