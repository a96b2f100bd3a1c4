import type { Plan, PlanSession } from '@learnpath/contracts'
import { CheckCircledIcon, LayersIcon, ReaderIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { usePlanWords } from '../use-plan-words.ts'
import { moduleOfPart, type SessionPart } from './module-names.ts'

const ICONS = { read: ReaderIcon, quiz: CheckCircledIcon, review: LayersIcon } as const

/** What is to be done in a session, a line per module. */
export function SessionParts({ plan, session }: { readonly plan: Plan; readonly session: PlanSession }): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  return (
    <ul className="flex flex-col gap-1.5">
      {partsByModule(session.parts).map((parts) => {
        const [first] = parts
        const Icon = ICONS[first.kind]
        const title = first.kind === 'review' ? null : (moduleOfPart(plan, first)?.title ?? t('droppedModule'))
        const doing = parts.map(({ kind, minutes }) => `${t(`part.${kind}`)} ${duration(minutes)}`).join(' · ')
        return (
          <li key={first.moduleId ?? 'review'} className="flex items-start gap-2">
            <Icon aria-hidden className="mt-1 shrink-0 text-soft" />
            <span className="min-w-0 flex-1">
              {title !== null && <span className="block">{title}</span>}
              <span className={title === null ? undefined : 'text-sm text-soft'}>{doing}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

type Parts = [SessionPart, ...SessionPart[]]

function partsByModule(parts: readonly SessionPart[]): Parts[] {
  const groups = new Map<string | null, Parts>()
  for (const part of parts) {
    const known = groups.get(part.moduleId)
    if (known === undefined) groups.set(part.moduleId, [part])
    else known.push(part)
  }
  return [...groups.values()]
}
