import type { PlanChangePreview, PlanOutlook } from '@learnpath/contracts'
import { ArrowRightIcon } from '@radix-ui/react-icons'
import type { JSX, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../components/class-names.ts'
import { FitNotice } from '../fit-notice.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import type { PlanWishes } from './plan-wishes.ts'

interface PlanDifferenceProps {
  readonly change: PlanChangePreview
  readonly deadline: string | null
  readonly wishes: PlanWishes
  readonly onChange: (wishes: PlanWishes) => void
}

/** Modules whose days are told at first. */
const SHOWN = 8

/** What a change makes other: end, sessions, minutes, and the days of each module. */
export function PlanDifference({ change, deadline, wishes, onChange }: PlanDifferenceProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration, day } = usePlanWords()
  const { before, after } = change
  return (
    <div className="flex flex-col gap-3">
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          <Row
            name={t('finish')}
            before={day(before.feasibility.finishDate)}
            after={day(after.feasibility.finishDate)}
          />
          <Row name={t('sessions')} before={String(before.sessions.length)} after={String(after.sessions.length)} />
          <Row
            name={t('left')}
            before={duration(before.feasibility.neededMinutes)}
            after={duration(after.feasibility.neededMinutes)}
          />
          <Row name={t('modules')} before={String(before.modules.length)} after={String(after.modules.length)} />
        </tbody>
      </table>
      <p className="text-sm">{t('sessionsMoved', movedSessions(before, after))}</p>
      <FitNotice
        feasibility={after.feasibility}
        deadline={deadline}
        remedies={{
          hoursPerWeek: wishes.hoursPerWeek,
          onHours: (hoursPerWeek) => onChange({ ...wishes, hoursPerWeek }),
          onDeadline: (next) => onChange({ ...wishes, deadline: next }),
          onDrop: (modules) =>
            onChange({ ...wishes, dropModuleIds: [...wishes.dropModuleIds, ...modules.map(({ id }) => id)] }),
        }}
      />
      <MovedModules before={before} after={after} />
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly before: string
  readonly after: string
}

function Row({ name, before, after }: RowProps): JSX.Element {
  const isSame = before === after
  return (
    <tr className="border-b border-line">
      <th scope="row" className="py-1 pr-3 text-left font-normal text-soft">
        {name}
      </th>
      <td className={classNames('py-1 pr-3', !isSame && 'text-soft line-through')}>{before}</td>
      <td className={classNames('py-1', !isSame && 'font-semibold')}>
        <Changed isSame={isSame}>{after}</Changed>
      </td>
    </tr>
  )
}

function Changed({ isSame, children }: { readonly isSame: boolean; readonly children: ReactNode }): JSX.Element {
  return (
    <span className="inline-flex items-center gap-1.5">
      {!isSame && <ArrowRightIcon aria-hidden className="text-accent" />}
      {children}
    </span>
  )
}

function MovedModules({ before, after }: PlanChangePreview): JSX.Element | null {
  const t = useTranslations('plans')
  const { shortDay } = usePlanWords()
  const afterById = new Map(after.modules.map((module) => [module.id, module]))
  const moved = before.modules.flatMap(({ id, title, ends }) => {
    const then = afterById.get(id)
    if (then?.ends === ends) return []
    const text =
      then === undefined
        ? t('willBeDropped')
        : ends === null || then.ends === null
          ? null
          : `${shortDay(ends)} → ${shortDay(then.ends)}`
    return text === null ? [] : [{ id, title, text }]
  })
  if (moved.length === 0) return null
  return (
    <details open={moved.length <= SHOWN}>
      <summary className="text-sm font-medium">{t('modulesMoved', { count: moved.length })}</summary>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {moved.map(({ id, title, text }) => (
          <li key={id} className="flex gap-3">
            <span className="min-w-0 flex-1">{title}</span>
            <span className="whitespace-nowrap text-soft">{text}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Sessions whose day stays, and days that come or go. */
function movedSessions(before: PlanOutlook, after: PlanOutlook): { same: number; gone: number; added: number } {
  const then = new Set(after.sessions.map(contentOf))
  const same = before.sessions.filter((session) => then.has(contentOf(session))).length
  return { same, gone: before.sessions.length - same, added: after.sessions.length - same }
}

const contentOf = ({ date, parts }: PlanOutlook['sessions'][number]): string => JSON.stringify([date, parts])
