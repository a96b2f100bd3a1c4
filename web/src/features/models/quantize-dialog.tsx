import type { Model } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/states.tsx'
import { hasForm } from './model-facts.ts'

const PRECISIONS = ['int8', 'fp16', 'int4'] as const

/** Makes a smaller and faster form of a model. */
export function QuantizeDialog({
  model,
  onClose,
}: {
  readonly model: Model
  readonly onClose: () => void
}): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const { id, title } = model.manifest
  const [precision, setPrecision] = useState(() => PRECISIONS.find((one) => !hasForm(model, one)) ?? 'int8')
  const quantize = useCommand('quantizeModel', { changes: ['listJobs'], onSuccess: onClose })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('quantize.title', { model: title })}
      description={t('quantize.description')}
      footer={
        <>
          <Button onClick={onClose}>{tApp('cancel')}</Button>
          <Button
            variant="primary"
            busy={quantize.isPending}
            onClick={() => quantize.mutate({ params: { id }, body: { precision } })}
          >
            {t('quantize.start')}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{t('precision')}</legend>
        {PRECISIONS.map((one) => (
          <label
            key={one}
            className="flex items-start gap-3 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="precision"
              value={one}
              checked={one === precision}
              onChange={() => setPrecision(one)}
              className="mt-1 size-4.5 shrink-0 accent-accent"
            />
            <span>
              <span className="font-medium">{t(`precisionName.${one}`)}</span>
              {hasForm(model, one) && <span className="text-soft"> · {t('quantize.there')}</span>}
              <span className="block text-sm text-soft">{t(`quantize.about.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {quantize.error !== null && (
        <div className="mt-3">
          <ErrorState error={quantize.error} />
        </div>
      )}
    </Dialog>
  )
}
