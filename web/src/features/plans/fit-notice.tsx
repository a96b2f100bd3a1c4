import type { PlanFeasibility } from '@learnpath/contracts'
import { CheckCircledIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { usePlanWords } from './use-plan-words.ts'

interface Remedies {
  readonly hoursPerWeek: number
  readonly onHours: (hours: number) => void
  readonly onDeadline: (deadline: string) => void
  readonly onDrop: (modules: readonly { readonly id: string; readonly title: string }[]) => void
}

interface FitNoticeProps {
  readonly feasibility: PlanFeasibility
  readonly deadline: string | null
  /** What can be done about a deadline that cannot be kept. */
  readonly remedies: Remedies
}

const MOST_HOURS = 80
const SAVINGS_SHOWN = 5

/** Whether all fits in before the deadline; if not, how much is missing and what would help, each with one click. */
export function FitNotice({ feasibility, deadline, remedies }: FitNoticeProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const { feasible, neededMinutes, missingMinutes, finishDate } = feasibility
  const needed = duration(neededMinutes)
  if (neededMinutes === 0) return <p className="text-good">{t('nothingLeft')}</p>
  if (feasible || deadline === null) {
    return (
      <p className="flex items-start gap-2">
        <CheckCircledIcon aria-hidden className="mt-1 size-4.5 shrink-0 text-good" />
        <span>
          {deadline === null
            ? t('doneOn', { needed, date: day(finishDate) })
            : t('inTime', { needed, date: day(finishDate), deadline: day(deadline) })}
        </span>
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-3 rounded-md border border-warn bg-warn-soft px-4 py-3">
      <p className="flex items-start gap-2 font-medium text-warn">
        <ExclamationTriangleIcon aria-hidden className="mt-1 size-4.5 shrink-0" />
        <span>{t('tooLate', { missing: duration(missingMinutes), deadline: day(deadline) })}</span>
      </p>
      <p className="text-sm">{t('tooLateWhen', { needed, date: day(finishDate) })}</p>
      <RemedyList feasibility={feasibility} remedies={remedies} />
    </div>
  )
}

function RemedyList({ feasibility, remedies }: Pick<FitNoticeProps, 'feasibility' | 'remedies'>): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const { availableMinutes, neededMinutes, missingMinutes, finishDate, savings } = feasibility
  const hours = enoughHours(remedies.hoursPerWeek, neededMinutes, availableMinutes ?? 0)
  // To drop the only module would leave no plan.
  const droppable = savings.length > 1 ? savings : []
  const enough = enoughModules(savings, missingMinutes)
  const saved = enough.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <ul className="flex flex-col items-start gap-1.5" aria-label={t('remedies')}>
      {hours !== null && <Remedy onTake={() => remedies.onHours(hours)}>{t('remedyHours', { hours })}</Remedy>}
      <Remedy onTake={() => remedies.onDeadline(finishDate)}>{t('remedyDeadline', { date: day(finishDate) })}</Remedy>
      {enough.length > 1 && (
        <Remedy onTake={() => remedies.onDrop(enough.map(({ moduleId, title }) => ({ id: moduleId, title })))}>
          {t('remedyDropMany', { count: enough.length, saved: duration(saved) })}
        </Remedy>
      )}
      {droppable.slice(0, SAVINGS_SHOWN).map(({ moduleId, title, minutes }) => (
        <Remedy key={moduleId} onTake={() => remedies.onDrop([{ id: moduleId, title }])}>
          {t('remedyDrop', { title, saved: duration(minutes) })}
        </Remedy>
      ))}
    </ul>
  )
}

function Remedy({ onTake, children }: { readonly onTake: () => void; readonly children: string }): JSX.Element {
  return (
    <li>
      <Button size="small" onClick={onTake} className="py-1 text-left">
        {children}
      </Button>
    </li>
  )
}

/** Hours a week that would do, in halves; null when no week has so many. */
function enoughHours(hoursPerWeek: number, neededMinutes: number, availableMinutes: number): number | null {
  if (availableMinutes <= 0) return null
  const hours = Math.ceil(((hoursPerWeek * neededMinutes) / availableMinutes) * 2) / 2
  return hours > MOST_HOURS || hours <= hoursPerWeek ? null : hours
}

/** The least important modules that together save what is missing; none when even all of them but one would not. */
function enoughModules(savings: PlanFeasibility['savings'], missingMinutes: number): PlanFeasibility['savings'] {
  let saved = 0
  const dropped = savings.findIndex(({ minutes }) => {
    saved += minutes
    return saved >= missingMinutes
  })
  return dropped < 0 || dropped >= savings.length - 1 ? [] : savings.slice(0, dropped + 1)
}
