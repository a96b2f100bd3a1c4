import type { Plan, PlanSession } from '@learnpath/contracts'
import { ChevronLeftIcon, ChevronRightIcon } from '@radix-ui/react-icons'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from '../../../components/button.tsx'
import { useMedia } from '../../../components/use-media.ts'
import { Chip } from '../chip.tsx'
import { addDays, addMonths, todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { CalendarGrid } from './calendar-grid.tsx'
import { DayDetail } from './day-detail.tsx'
import { nextSession } from './module-names.ts'
import { SessionList } from './session-list.tsx'

const SPANS = ['month', 'week', 'list'] as const
type Span = (typeof SPANS)[number]
const PHONE = '(max-width: 40rem)'

/** The sessions of a plan by day: a month, a week, or one after the other, which suits a phone. */
export function PlanCalendar({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const { month } = usePlanWords()
  const isPhone = useMedia(PHONE)
  const [chosen, setSpan] = useState<Span | null>(null)
  const span = chosen ?? (isPhone ? 'list' : 'month')
  const [day, setDay] = useState(() => nextSession(plan)?.date ?? todayHere())
  const byDay = useMemo(() => sessionsByDay(plan.sessions), [plan.sessions])
  const turn = (by: number): void => setDay(span === 'week' ? addDays(day, by * 7) : addMonths(day, by))
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        {span !== 'list' && (
          <>
            <IconButton label={t(`previous.${span}`)} icon={<ChevronLeftIcon />} onClick={() => turn(-1)} />
            <h2 className="min-w-40 text-center text-lg" aria-live="polite">
              {month(day)}
            </h2>
            <IconButton label={t(`next.${span}`)} icon={<ChevronRightIcon />} onClick={() => turn(1)} />
            <Button size="small" onClick={() => setDay(todayHere())}>
              {t('toToday')}
            </Button>
          </>
        )}
        {span === 'list' && <h2 className="text-lg">{t('sessions')}</h2>}
        <div className="ml-auto flex gap-1.5">
          {SPANS.map((one) => (
            <Chip key={one} pressed={span === one} onPress={() => setSpan(one)}>
              {t(`span.${one}`)}
            </Chip>
          ))}
        </div>
      </div>
      {span === 'list' ? (
        <SessionList plan={plan} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[1fr_20rem]">
          <CalendarGrid plan={plan} byDay={byDay} span={span} day={day} onDay={setDay} />
          <DayDetail plan={plan} day={day} sessions={byDay.get(day) ?? []} />
        </div>
      )}
    </div>
  )
}

function sessionsByDay(sessions: readonly PlanSession[]): ReadonlyMap<string, readonly PlanSession[]> {
  const byDay = new Map<string, PlanSession[]>()
  for (const session of sessions) byDay.set(session.date, [...(byDay.get(session.date) ?? []), session])
  return byDay
}
