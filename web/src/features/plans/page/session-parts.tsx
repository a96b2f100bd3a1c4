import type { Plan, PlanSession } from '@learnpath/contracts'
import { CheckCircledIcon, LayersIcon, ReaderIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { usePlanWords } from '../use-plan-words.ts'
import { moduleOfPart } from './module-names.ts'

const ICONS = { read: ReaderIcon, quiz: CheckCircledIcon, review: LayersIcon } as const

/** What is to be done in a session. */
export function SessionParts({ plan, session }: { readonly plan: Plan; readonly session: PlanSession }): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  return (
    <ul className="flex flex-col gap-1">
      {session.parts.map((part) => {
        const Icon = ICONS[part.kind]
        const title = moduleOfPart(plan, part)?.title ?? t('droppedModule')
        return (
          <li key={`${part.kind} ${part.moduleId ?? ''}`} className="flex items-start gap-2">
            <Icon aria-hidden className="mt-1 shrink-0 text-soft" />
            <span className="min-w-0 flex-1">{t(`part.${part.kind}`, { title })}</span>
            <span className="text-sm whitespace-nowrap text-soft">{duration(part.minutes)}</span>
          </li>
        )
      })}
    </ul>
  )
}
