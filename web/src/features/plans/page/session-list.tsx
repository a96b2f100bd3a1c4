import type { Plan } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../../components/button.tsx'
import { todayHere } from '../plan-dates.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { SessionCard } from './session-card.tsx'

const SHOWN = 14

/** Sessions one after the other: those to come, and those that are over when asked for. */
export function SessionList({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const { day } = usePlanWords()
  const [past, setPast] = useState(false)
  const [count, setCount] = useState(SHOWN)
  const over = plan.sessions.filter(({ state }) => state !== 'planned')
  const coming = plan.sessions.filter(({ state }) => state === 'planned')
  const shown = [...(past ? over : []), ...coming.slice(0, count)]
  return (
    <div className="flex flex-col items-start gap-3">
      {over.length > 0 && !past && (
        <Button size="small" variant="quiet" onClick={() => setPast(true)}>
          {t('showPast', { count: over.length })}
        </Button>
      )}
      <ul className="flex w-full flex-col gap-3">
        {shown.map((session) => (
          <li key={session.id} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
            <h3 className="font-semibold">
              {session.date === todayHere() ? `${t('toToday')}, ${day(session.date)}` : day(session.date)}
            </h3>
            <SessionCard plan={plan} session={session} />
          </li>
        ))}
      </ul>
      {coming.length > count && (
        <Button onClick={() => setCount(count + SHOWN * 2)}>{t('showMore', { count: coming.length - count })}</Button>
      )}
    </div>
  )
}
