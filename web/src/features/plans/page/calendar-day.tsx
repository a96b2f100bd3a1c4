import type { Plan, PlanSession } from '@learnpath/contracts'
import { CheckIcon, Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../../components/class-names.ts'
import { dateOf, todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { moduleOfPart } from './module-names.ts'

interface CalendarDayProps {
  readonly plan: Plan
  readonly day: string
  readonly sessions: readonly PlanSession[]
  readonly isChosen: boolean
  /** With room for all that a session holds. */
  readonly isTall: boolean
  /** Of the month before or after. */
  readonly isOutside: boolean
  readonly onChoose: () => void
}

const LOOKS: Readonly<Record<PlanSession['state'], string>> = {
  planned: 'bg-accent-soft text-accent-strong',
  done: 'bg-good-soft text-good',
  missed: 'bg-bad-soft text-bad line-through',
}

/** A day of the calendar with its sessions. */
export function CalendarDay(props: CalendarDayProps): JSX.Element {
  const { plan, day, sessions, isChosen, isTall, isOutside, onChoose } = props
  const t = useTranslations('plans')
  const words = usePlanWords()
  const isToday = day === todayHere()
  const isDeadline = plan.request.deadline === day
  return (
    <td aria-selected={isChosen} className="border border-line p-0 align-top">
      <button
        type="button"
        tabIndex={isChosen ? 0 : -1}
        aria-current={isToday ? 'date' : undefined}
        onClick={onChoose}
        className={classNames(
          'flex w-full flex-col gap-1 overflow-hidden p-1 text-left align-top sm:p-1.5',
          isTall ? 'min-h-44' : 'min-h-20',
          isOutside && 'bg-sunken',
          isChosen && 'ring-2 ring-accent ring-inset',
        )}
      >
        <span className="flex w-full items-center gap-1 text-sm">
          <span className="sr-only">{words.day(day)}: </span>
          <span
            aria-hidden
            className={classNames(
              'inline-flex size-6 items-center justify-center rounded-full tabular-nums',
              isToday ? 'bg-accent font-semibold text-on-accent' : 'text-soft',
            )}
          >
            {dateOf(day).getUTCDate()}
          </span>
          {isDeadline && <span className="truncate text-xs font-medium text-warn">{t('deadlineShort')}</span>}
        </span>
        {sessions.map((session) => (
          <SessionBar key={session.id} plan={plan} session={session} isTall={isTall} />
        ))}
      </button>
    </td>
  )
}

function SessionBar({
  plan,
  session,
  isTall,
}: {
  readonly plan: Plan
  readonly session: PlanSession
  readonly isTall: boolean
}): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const titles = new Set(
    session.parts.map((part) =>
      part.kind === 'read' ? (moduleOfPart(plan, part)?.title ?? t('droppedModule')) : t(`part.${part.kind}`),
    ),
  )
  return (
    <span className={classNames('flex w-full flex-col rounded-sm px-1.5 py-0.5 text-xs', LOOKS[session.state])}>
      <span className="flex items-center gap-1 font-medium">
        {session.state === 'done' && <CheckIcon aria-hidden className="shrink-0" />}
        {session.state === 'missed' && <Cross2Icon aria-hidden className="shrink-0" />}
        {duration(session.minutes)}
        <span className="sr-only"> {t(`sessionState.${session.state}`)} </span>
      </span>
      {[...titles].slice(0, isTall ? titles.size : 1).map((title) => (
        <span key={title} className={isTall ? 'line-clamp-3' : 'truncate'}>
          {title}
        </span>
      ))}
    </span>
  )
}
