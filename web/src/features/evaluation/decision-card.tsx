import type { ChatReport, DecisionCriterion } from '@learnpath/contracts'
import { useId, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import type { DecisionWeights } from './decision-weights.ts'
import { Maintenance } from './maintenance.tsx'
import { useMeasureText } from './use-measure-text.ts'

/** Points of 100 below which a lead is none to speak of. */
const NARROW = 1
const CRITERIA = ['quality', 'speed', 'switchTime', 'vram', 'maintenance'] as const

interface DecisionCardProps {
  readonly report: ChatReport
  readonly weights: DecisionWeights
  readonly onChange: (weights: DecisionWeights) => void
  readonly onReset: () => void
}

/** Which subject to take, by weights that can be moved, and whether other weights would say otherwise. */
export function DecisionCard({ report, weights, onChange, onReset }: DecisionCardProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { decision } = report
  const { winner, lead } = decision
  const { number } = useMeasureText()
  return (
    <Card
      title={t('decision')}
      actions={
        <Button size="small" variant="quiet" onClick={onReset}>
          {t('usualWeights')}
        </Button>
      }
    >
      <p className="text-lg" aria-live="polite">
        {winner === null
          ? t('noWinner')
          : t(lead < NARROW ? 'winnerNarrow' : 'winner', { subject: winner, lead: number(lead) })}
      </p>
      <p className="mb-4 text-sm text-soft">
        {t(`qualityFrom.${decision.qualityFrom}`, { count: decision.judgementsWanted })}
      </p>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex flex-col gap-3">
          {CRITERIA.map((criterion) => (
            <Weight
              key={criterion}
              criterion={criterion}
              value={weights[criterion]}
              isLeftOut={decision.leftOut.includes(criterion)}
              onChange={(value) => onChange({ ...weights, [criterion]: value })}
            />
          ))}
        </div>
        <DecisionTable report={report} />
      </div>
      <Sensitivity report={report} />
      <Maintenance report={report} />
    </Card>
  )
}

interface WeightProps {
  readonly criterion: DecisionCriterion
  readonly value: number
  readonly isLeftOut: boolean
  readonly onChange: (value: number) => void
}

function Weight({ criterion, value, isLeftOut, onChange }: WeightProps): JSX.Element {
  const t = useTranslations('evaluation')
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="flex items-baseline gap-2 text-sm">
        <span className="font-medium">{t(`criterion.${criterion}`)}</span>
        {isLeftOut && <span className="text-soft">{t('leftOut')}</span>}
        <span className="ml-auto tabular-nums">{value}</span>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={value}
        onChange={({ target }) => onChange(Number(target.value))}
        className="w-full accent-accent"
      />
    </div>
  )
}

const CELL = 'px-2 py-1.5 text-right whitespace-nowrap tabular-nums'

function DecisionTable({ report: { decision } }: { readonly report: ChatReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const { number } = useMeasureText()
  return (
    <ScrollRegion label={t('points')} className="self-start overflow-x-auto rounded-md border border-line">
      <table className="w-full text-sm">
        <caption className="sr-only">{t('points')}</caption>
        <thead className="bg-sunken">
          <tr>
            <th scope="col" className="px-2 py-1.5 text-left whitespace-nowrap">
              {t('subject')}
            </th>
            <th scope="col" className={CELL}>
              {t('total')}
            </th>
            {CRITERIA.map((criterion) => (
              <th key={criterion} scope="col" className={CELL}>
                {t(`criterionShort.${criterion}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decision.rows.map(({ label, points, total }) => (
            <tr key={label} className="border-t border-line">
              <th scope="row" className="max-w-48 min-w-28 px-2 py-1.5 text-left font-medium">
                {label}
              </th>
              <td className={`${CELL} font-semibold`}>{number(total)}</td>
              {CRITERIA.map((criterion) => {
                const value = points[criterion]
                return (
                  <td key={criterion} className={CELL}>
                    {value === null ? '–' : number(value)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

/** Who would win if one weight were a fifth smaller or greater. */
function Sensitivity({ report: { decision } }: { readonly report: ChatReport }): JSX.Element | null {
  const t = useTranslations('evaluation')
  const { sensitivity, stable, winner } = decision
  if (winner === null) return null
  const changes = sensitivity.filter((one) => one.winner !== winner)
  return (
    <div className="mt-5">
      <p className="flex flex-wrap items-center gap-2">
        <Badge kind={stable ? 'good' : 'warn'}>{t(stable ? 'stable' : 'unstable')}</Badge>
        <span className="text-sm">{t(stable ? 'stableText' : 'unstableText')}</span>
      </p>
      {changes.length > 0 && (
        <ul className="mt-2 list-disc pl-5 text-sm">
          {changes.map(({ criterion, change, winner: other }) => (
            <li key={`${criterion} ${change}`}>
              {t('wouldWin', {
                criterion: t(`criterion.${criterion}`),
                change: `${change > 0 ? '+' : '−'}${Math.abs(change)}`,
                subject: other ?? t('nobody'),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
