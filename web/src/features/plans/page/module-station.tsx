import type { Plan, PlanModule } from '@learnpath/contracts'
import { CheckIcon, ChevronDownIcon, ExclamationTriangleIcon, StarFilledIcon } from '@radix-ui/react-icons'
import { useId, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../../components/badge.tsx'
import { classNames } from '../../../components/class-names.ts'
import { usePlanWords } from '../use-plan-words.ts'
import { ModuleDetail } from './module-detail.tsx'

interface ModuleStationProps {
  readonly plan: Plan
  readonly module: PlanModule
  readonly isCurrent: boolean
  readonly isOpen: boolean
  readonly onToggle: () => void
}

const MARKS: Readonly<Record<PlanModule['state'], string>> = {
  waiting: 'border-line-strong bg-surface text-soft',
  started: 'border-accent bg-accent-soft text-accent-strong',
  done: 'border-good bg-good-soft text-good',
  mastered: 'border-good bg-good-soft text-good',
}
const KINDS = { waiting: 'plain', started: 'accent', done: 'good', mastered: 'good' } as const

/** A module on the way: its state at a glance, all that belongs to it when it is opened. */
export function ModuleStation({ plan, module, isCurrent, isOpen, onToggle }: ModuleStationProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration } = usePlanWords()
  const detailId = useId()
  const { id, position, title, state, role, minutes, damage, reading } = module
  const read = reading.filter(({ done }) => done).length
  return (
    <li
      id={id}
      className="relative flex scroll-mt-4 gap-3 pb-4 before:absolute before:top-9 before:bottom-0 before:left-[1.1rem] before:w-0.5 before:bg-line last:before:hidden sm:gap-4"
    >
      <span
        aria-hidden
        className={classNames(
          'z-10 flex size-9 shrink-0 items-center justify-center rounded-full border-2 text-sm font-semibold tabular-nums',
          MARKS[state],
          isCurrent && 'ring-3 ring-accent-soft',
        )}
      >
        {state === 'done' ? <CheckIcon /> : state === 'mastered' ? <StarFilledIcon /> : position}
      </span>
      <div
        className={classNames(
          'min-w-0 flex-1 rounded-lg border bg-surface',
          isCurrent ? 'border-accent' : 'border-line',
        )}
      >
        <h2>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={detailId}
            onClick={onToggle}
            className="flex w-full items-center gap-2 rounded-lg px-4 py-3 text-left hover:bg-sunken"
          >
            <span className="min-w-0 flex-1">
              <span className="sr-only">{t('moduleNumber', { number: position })} </span>
              <span className="font-semibold">
                {reading.length === 0 && damage !== null ? t('removedDocument') : title}
              </span>
              <span className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-normal text-soft">
                <Badge kind={KINDS[state]}>{t(`state.${state}`)}</Badge>
                {minutes > 0 && <span>{duration(minutes)}</span>}
                <span>{t('readOf', { read, count: reading.length })}</span>
                {role !== 'core' && <Badge>{t(role === 'support' ? 'supportBadge' : 'repairBadge')}</Badge>}
                {damage !== null && (
                  <Badge kind="warn">
                    <ExclamationTriangleIcon aria-hidden /> {t('affectedBadge')}
                  </Badge>
                )}
              </span>
            </span>
            <ChevronDownIcon
              aria-hidden
              className={classNames('shrink-0 transition-transform', isOpen && 'rotate-180')}
            />
          </button>
        </h2>
        <div id={detailId}>{isOpen && <ModuleDetail plan={plan} module={module} />}</div>
      </div>
    </li>
  )
}
