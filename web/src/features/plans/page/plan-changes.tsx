import type { Plan, PlanChangeFact } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { usePlanWords } from '../use-plan-words.ts'

/** How the plan adapted, newest first. */
export function PlanChanges({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const format = useFormatter()
  const text = useChangeText()
  const numbered = plan.changes.map((change, index) => ({ ...change, number: plan.changes.length - index }))
  return (
    <ol aria-label={t('changes')} className="flex flex-col gap-2">
      {numbered.map(({ at, fact, number }) => (
        <li key={number} className="flex flex-wrap gap-x-4 rounded-md border border-line bg-surface px-4 py-2">
          <time dateTime={at} className="w-44 shrink-0 text-sm text-soft">
            {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
          <span className="min-w-0 flex-1 basis-64">{text(fact)}</span>
        </li>
      ))}
    </ol>
  )
}

function useChangeText(): (fact: PlanChangeFact) => string {
  const t = useTranslations('plans')
  const format = useFormatter()
  const { day, duration } = usePlanWords()
  const named = (title: string | null): string => title ?? t('droppedModule')
  const percent = (score: number): string => format.number(score, { style: 'percent' })
  const failed = (fact: PlanChangeFact & { readonly kind: 'quiz-failed' }): string =>
    t(`failed.${fact.how}`, {
      module: named(fact.module),
      score: percent(fact.score),
      concept: fact.concept ?? '',
      first: named(fact.firstModule),
    })
  const mastered = ({ gained, lost, savedMinutes }: PlanChangeFact & { readonly kind: 'mastered' }): string =>
    t(savedMinutes < 0 ? 'change.mastered-lost' : 'change.mastered', {
      gained,
      lost,
      time: duration(Math.abs(savedMinutes)),
    })
  return (fact) => {
    switch (fact.kind) {
      case 'made':
      case 'settings-changed':
        return t(`change.${fact.kind}`)
      case 'session-done':
      case 'session-missed':
        return t(`change.${fact.kind}`, { date: day(fact.date) })
      case 'sessions-passed':
      case 'modules-dropped':
        return t(`change.${fact.kind}`, { count: fact.count })
      case 'reading-done':
      case 'reading-reopened':
      case 'module-done':
        return t(`change.${fact.kind}`, { module: named(fact.module) })
      case 'quiz-passed':
        return t(`change.${fact.kind}`, { module: named(fact.module), score: percent(fact.score) })
      case 'quiz-failed':
        return failed(fact)
      case 'mastered':
        return mastered(fact)
      case 'documents-changed':
        return t(`change.${fact.kind}`, { changed: fact.changed, removed: fact.removed, modules: fact.modules })
    }
  }
}
