import type { PlanPreview, PreviewModule } from '@learnpath/contracts'
import { Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../../components/badge.tsx'
import { Button, IconButton } from '../../../components/button.tsx'
import { Skeleton } from '../../../components/states.tsx'
import { SkippedList } from '../skipped-list.tsx'
import { usePlanWords } from '../use-plan-words.ts'
import { useWhy } from '../use-why.ts'
import type { PlanForm } from './plan-form.ts'
import type { PlanFormMethods } from './use-plan-form.ts'
import type { Preview } from './use-preview.ts'

interface PreviewStepProps {
  readonly form: PlanFormMethods
  readonly values: PlanForm
  readonly preview: Preview
  readonly isAsked: boolean
}

/** The plan as it would be: modules in order with why, what was dropped, what is left out. */
export function PreviewStep({ form, values, preview, isAsked }: PreviewStepProps): JSX.Element {
  const t = useTranslations('plans')
  const { plan, error } = preview
  const setDropped = (dropped: PlanForm['dropped']): void => form.setValue('dropped', dropped, { shouldDirty: true })
  return (
    <div className="flex flex-col gap-5">
      {plan !== null && (
        <ol className="flex flex-col gap-2" aria-label={t('modules')}>
          {plan.modules.map((module) => (
            <PreviewItem
              key={module.id}
              plan={plan}
              module={module}
              onDrop={() => setDropped([...values.dropped, { id: module.id, title: module.title }])}
            />
          ))}
        </ol>
      )}
      {/* What is wrong stands in the outlook beside. */}
      {plan === null && isAsked && error === null && <Skeleton lines={8} />}
      <Dropped dropped={values.dropped} onChange={setDropped} />
      {plan !== null && <SkippedList skipped={plan.skipped.filter(({ code }) => code !== 'dropped')} />}
    </div>
  )
}

interface DroppedProps {
  readonly dropped: PlanForm['dropped']
  readonly onChange: (dropped: PlanForm['dropped']) => void
}

/** What was dropped, to be had back. */
function Dropped({ dropped, onChange }: DroppedProps): JSX.Element | null {
  const t = useTranslations('plans')
  if (dropped.length === 0) return null
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium">{t('droppedByYou')}</h3>
      <ul className="flex flex-col gap-1">
        {dropped.map(({ id, title }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 text-soft">{title}</span>
            <Button
              size="small"
              variant="quiet"
              aria-label={t('putBackModule', { title })}
              onClick={() => onChange(dropped.filter((other) => other.id !== id))}
            >
              {t('putBack')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface PreviewItemProps {
  readonly plan: PlanPreview
  readonly module: PreviewModule
  readonly onDrop: () => void
}

function PreviewItem({ plan, module, onDrop }: PreviewItemProps): JSX.Element {
  const t = useTranslations('plans')
  const { duration, shortDay } = usePlanWords()
  const why = useWhy()
  const { position, title, minutes, begins, ends, role, state } = module
  const days =
    begins === null || ends === null
      ? null
      : begins === ends
        ? shortDay(begins)
        : `${shortDay(begins)} – ${shortDay(ends)}`
  return (
    <li className="flex gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <span aria-hidden className="w-6 shrink-0 text-right font-medium text-soft tabular-nums">
        {position}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h3 className="min-w-0 font-medium">{title}</h3>
          {role === 'support' && <Badge>{t('supportBadge')}</Badge>}
          {state === 'mastered' && <Badge kind="good">{t('state.mastered')}</Badge>}
        </div>
        <p className="text-sm text-soft">
          {t('moduleSize', { time: duration(minutes), count: module.passages })}
          {days !== null && ` · ${days}`}
        </p>
        <p className="mt-1 text-sm">{why(plan, module).join(' ')}</p>
      </div>
      {plan.modules.length > 1 && (
        <IconButton label={t('dropModule', { title })} icon={<Cross2Icon />} onClick={onDrop} />
      )}
    </li>
  )
}
