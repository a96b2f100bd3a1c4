import type { GenerationPlan, Model, Precision } from '@learnpath/contracts'
import { CheckIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/request.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { hasForm } from './model-facts.ts'
import { useDuration } from './use-duration.ts'
import { useLanguageNames } from './use-language-names.ts'

const PRECISIONS: readonly Precision[] = ['int8', 'none', 'fp16', 'int4']

interface UseModelDialogProps {
  readonly model: Model
  readonly onClose: () => void
  /** The building of vectors has begun. */
  readonly onStarted: () => void
}

/** Before search changes over to a model: what that takes, and for which languages. */
export function UseModelDialog({ model, onClose, onStarted }: UseModelDialogProps): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const { id, title } = model.manifest
  const [chosen, setChosen] = useState<Precision | undefined>(undefined)
  const body = { model: id, ...(chosen === undefined ? {} : { precision: chosen }) }
  const plan = useQuery({
    queryKey: ['planGeneration', body],
    queryFn: async ({ signal }) => await call('planGeneration', { body, signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  })
  const create = useCommand('createGeneration', {
    changes: ['listGenerations', 'status', 'listModels'],
    onSuccess: onStarted,
  })
  const precision = chosen ?? plan.data?.precision ?? 'int8'
  const fits = plan.data !== undefined && plan.data.diskBytes <= plan.data.freeBytes
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('plan.title', { model: title })}
      description={t('plan.description')}
      footer={
        <>
          <Button onClick={onClose}>{tApp('cancel')}</Button>
          <Button
            variant="primary"
            busy={create.isPending}
            disabled={!fits || plan.isPlaceholderData}
            onClick={() => create.mutate({ body: { model: id, precision } })}
          >
            {t('plan.start')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <SelectField
          data-first-field
          label={t('precision')}
          hint={hasForm(model, precision) ? undefined : t('plan.madeFirst')}
          value={precision}
          onChange={({ target }) => setChosen(target.value as Precision)}
        >
          {PRECISIONS.map((one) => (
            <option key={one} value={one}>
              {t(`precisionChoice.${one}`)}
            </option>
          ))}
        </SelectField>
        {plan.error !== null && <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.isPending && <Skeleton />}
        {plan.data !== undefined && <PlanFacts plan={plan.data} />}
        {create.error !== null && <ErrorState error={create.error} />}
      </div>
    </Dialog>
  )
}

function PlanFacts({ plan }: { readonly plan: GenerationPlan }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const size = useFileSize()
  const duration = useDuration()
  const languages = useLanguageNames()
  const { chunks, diskBytes, freeBytes, estimatedSeconds } = plan
  const fits = diskBytes <= freeBytes
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <Fact name={t('plan.passages')}>{format.number(chunks)}</Fact>
        <Fact name={t('plan.time')}>
          {estimatedSeconds === null ? t('plan.timeUnknown') : t('plan.about', { time: duration(estimatedSeconds) })}
        </Fact>
        <Fact name={t('plan.disk')}>
          <span className={fits ? undefined : 'font-semibold text-bad'}>
            {t('plan.diskOf', { need: size(diskBytes), free: size(freeBytes) })}
          </span>
        </Fact>
      </dl>
      {!fits && <Note kind="bad">{t('plan.tooLarge', { missing: size(diskBytes - freeBytes) })}</Note>}
      {plan.languages.weak.length > 0 && (
        <Note kind="warn">{t('plan.weak', { languages: languages(plan.languages.weak) })}</Note>
      )}
      {plan.languages.weak.length === 0 && plan.languages.known.length > 0 && (
        <Note kind="good">{t('plan.known', { languages: languages(plan.languages.known) })}</Note>
      )}
      <p className="text-sm text-soft">{t('plan.meanwhile')}</p>
    </div>
  )
}

const NOTES = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const

function Note({ kind, children }: { readonly kind: keyof typeof NOTES; readonly children: ReactNode }): JSX.Element {
  return (
    <p className={`flex items-start gap-2 rounded-md px-3 py-2 text-sm ${NOTES[kind]}`}>
      {kind === 'good' ? (
        <CheckIcon aria-hidden className="mt-0.5 shrink-0" />
      ) : (
        <ExclamationTriangleIcon aria-hidden className="mt-0.5 shrink-0" />
      )}
      <span>{children}</span>
    </p>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): JSX.Element {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </>
  )
}
