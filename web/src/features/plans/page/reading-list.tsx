import type { Plan, PlanModule } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Button } from '../../../components/button.tsx'
import { readerAddress } from '../../../components/passage.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import { useTellPlan } from './use-tell-plan.ts'

interface ReadingListProps {
  readonly plan: Plan
  readonly module: PlanModule
}

/** More than that are shown when asked for. */
const SHOWN = 12

/** The passages of a module: each leads into its document, and is ticked when it was read. */
export function ReadingList({ plan, module }: ReadingListProps): JSX.Element | null {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const { tell, isTelling } = useTellPlan(plan.id)
  const [all, setAll] = useState(false)
  const { id: moduleId, reading } = module
  if (reading.length === 0) return null
  const firstOpen = reading.findIndex(({ done }) => !done)
  const from = all || firstOpen < SHOWN - 2 ? 0 : firstOpen - 2
  const shown = all ? reading : reading.slice(from, from + SHOWN)
  return (
    <section>
      <h3 className="text-sm font-medium">{t('reading')}</h3>
      <ul className="mt-1 flex flex-col">
        {shown.map(({ passage, minutes, done }, index) => (
          <li key={`${passage.documentId} ${passage.start}`} className="flex items-center gap-2.5 py-1">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-accent"
              aria-label={t('readTick', { title: placeName(passage) })}
              checked={done}
              disabled={isTelling}
              onChange={() =>
                tell({ kind: done ? 'reading-reopened' : 'reading-done', moduleId, reading: from + index })
              }
            />
            <p className="min-w-0 flex-1">
              <Link href={readerAddress(passage)}>{placeName(passage)}</Link>
              {passage.page !== null && (
                <span className="text-sm text-soft"> · {t('page', { page: passage.page })}</span>
              )}
            </p>
            <span className="text-sm whitespace-nowrap text-soft">{duration(minutes)}</span>
          </li>
        ))}
      </ul>
      {shown.length < reading.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {t('showAll', { count: reading.length })}
        </Button>
      )}
    </section>
  )
}

/** The passage's own heading, within its document. */
function placeName({ title, headingPath }: PlanModule['reading'][number]['passage']): string {
  const heading = headingPath.at(-1)
  return heading === undefined || heading === title ? title : `${title} › ${heading}`
}
