import type { Plan } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { SkippedList } from '../skipped-list.tsx'
import { ModuleStation } from './module-station.tsx'

/** The modules as stations of a way, in the order of learning. The one that is next is open. */
export function PlanPath({ plan }: { readonly plan: Plan }): JSX.Element {
  const t = useTranslations('plans')
  const current = plan.modules.find(({ state }) => state === 'waiting' || state === 'started')?.id
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isOpen = (id: string): boolean => toggled.get(id) ?? id === current
  return (
    <div className="flex flex-col gap-5">
      <ol aria-label={t('modules')} className="flex flex-col">
        {plan.modules.map((module) => (
          <ModuleStation
            key={module.id}
            plan={plan}
            module={module}
            isCurrent={module.id === current}
            isOpen={isOpen(module.id)}
            onToggle={() => setToggled(new Map([...toggled, [module.id, !isOpen(module.id)]]))}
          />
        ))}
      </ol>
      <SkippedList skipped={plan.skipped.map(({ passage, ...rest }) => ({ ...rest, place: passage }))} />
    </div>
  )
}
