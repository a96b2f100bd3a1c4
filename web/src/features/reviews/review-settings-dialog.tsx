import { zodResolver } from '@hookform/resolvers/zod'
import { UpdateReviewSettingsRequest, type ReviewSettings } from '@learnpath/contracts'
import { useId, type JSX } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { OptimizeSection } from './optimize-section.tsx'

interface ReviewSettingsDialogProps {
  readonly onClose: () => void
  /** Other cards may be on for today now. */
  readonly onChanged: () => void
}

/** How reviews are scheduled. */
export function ReviewSettingsDialog({ onClose, onChanged }: ReviewSettingsDialogProps): JSX.Element | null {
  const t = useTranslations('reviews')
  const app = useTranslations('app')
  const formId = useId()
  const settings = useAnswer('getReviewSettings')
  const update = useCommand('updateReviewSettings', {
    changes: ['getReviewSettings', 'reviewForecast', 'listDecks'],
    onSuccess: () => {
      onChanged()
      onClose()
    },
  })
  // It opens with its fields, so that the first one has the focus.
  if (settings.isPending) return null
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('settings')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={update.isPending}>
            {app('save')}
          </Button>
        </>
      }
    >
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      {update.isError && <ErrorState error={update.error} />}
      {settings.data !== undefined && (
        <>
          <SettingsForm id={formId} settings={settings.data} onSave={(body) => update.mutate({ body })} />
          <OptimizeSection settings={settings.data} />
        </>
      )}
    </Dialog>
  )
}

/** Whole numbers within their limits, as the server has them. */
const NUMBERS = [
  ['newPerDay', 0, 1000],
  ['reviewsPerDay', 0, 10_000],
  ['maximumIntervalDays', 1, 36_500],
  ['leechLapses', 2, 100],
  ['dayStartsAtHour', 0, 23],
] as const

interface SettingsFormProps {
  readonly id: string
  readonly settings: ReviewSettings
  readonly onSave: (change: UpdateReviewSettingsRequest) => void
}

function SettingsForm({ id, settings, onSave }: SettingsFormProps): JSX.Element {
  const t = useTranslations('reviews')
  const { parameters: _, parameterVersion: _version, ...values } = settings
  const {
    register,
    handleSubmit,
    control,
    formState: { errors },
  } = useForm<UpdateReviewSettingsRequest>({
    resolver: zodResolver(UpdateReviewSettingsRequest),
    defaultValues: values,
  })
  const retention = useWatch({ control, name: 'desiredRetention' }) ?? settings.desiredRetention
  const zones = new Set([settings.timeZone, ...Intl.supportedValuesOf('timeZone')])
  return (
    <form
      id={id}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => void handleSubmit((change) => onSave(change))(event)}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-retention`} className="text-sm font-medium">
          {t('retention', { share: Math.round(retention * 100) })}
        </label>
        <input
          id={`${id}-retention`}
          data-first-field
          type="range"
          min={0.8}
          max={0.95}
          step={0.01}
          aria-describedby={`${id}-retention-hint`}
          className="min-h-8 w-full accent-accent"
          {...register('desiredRetention', { valueAsNumber: true })}
        />
        <p id={`${id}-retention-hint`} className="text-sm text-soft">
          {t('retentionHint')}
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {NUMBERS.map(([name, min, max]) => (
          <TextField
            key={name}
            type="number"
            label={t(`setting.${name}`)}
            min={min}
            max={max}
            error={errors[name] === undefined ? undefined : t('between', { min, max })}
            {...register(name, { valueAsNumber: true })}
          />
        ))}
        <TextField
          type="date"
          label={t('setting.examDate')}
          hint={t('examHint')}
          {...register('examDate', { setValueAs: (value: string | null) => (value === '' ? null : value) })}
        />
        <SelectField label={t('setting.timeZone')} {...register('timeZone')}>
          {[...zones].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
      </div>
    </form>
  )
}
