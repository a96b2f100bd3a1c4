import type { ExtractionPlan } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox, TextField } from '../../components/field.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useDuration } from '../models/use-duration.ts'
import { budgetOf } from './budget.ts'

interface ExtractionFormProps {
  readonly plan: ExtractionPlan
  readonly model: string
}

/** What it would take, how much of it the person allows, and the start, after a word of consent. */
export function ExtractionForm({ plan, model }: ExtractionFormProps): JSX.Element {
  const t = useTranslations('graph')
  const format = useFormatter()
  const onError = useFailureToast()
  const most = plan.maximumTokens
  const [written, setWritten] = useState(String(most))
  const [consents, setConsents] = useState(false)
  const start = useCommand('startExtraction', { changes: ['listExtractions', 'planExtraction'] })
  const budget = budgetOf(written)
  const share = budget === null ? 1 : Math.min(1, budget / most)
  const body = { collection: plan.collection, model, maximumTokens: budget ?? 1 }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (budget !== null && consents) start.mutate({ body }, { onError })
      }}
    >
      <PlanFacts plan={plan} model={model} />
      <div className="max-w-64">
        <TextField
          label={t('budget')}
          inputMode="numeric"
          value={written}
          onChange={({ target }) => setWritten(target.value)}
          error={budget === null ? t('budgetWrong') : undefined}
          hint={
            share < 1
              ? t('budgetPart', { share: format.number(share, { style: 'percent', maximumFractionDigits: 0 }) })
              : t('budgetHint')
          }
        />
      </div>
      <Checkbox
        label={t('consent', { model })}
        checked={consents}
        onChange={({ target }) => setConsents(target.checked)}
      />
      <div>
        <Button type="submit" variant="primary" busy={start.isPending} disabled={!consents || budget === null}>
          {t('start')}
        </Button>
      </div>
    </form>
  )
}

function PlanFacts({ plan, model }: ExtractionFormProps): JSX.Element {
  const t = useTranslations('graph')
  const duration = useDuration()
  const { passages, passagesRead, promptTokens, completionTokens, seconds } = plan
  return (
    <div>
      <p className="wrap-anywhere">
        {t('extractionPlan', { model, passages })}{' '}
        {passagesRead > 0 && <span className="text-soft">{t('extractionRead', { count: passagesRead })}</span>}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-soft">{t('tokens')}</dt>
        <dd>{t('tokenCount', { count: promptTokens + completionTokens })}</dd>
        <dt className="text-soft">{t('time')}</dt>
        <dd>{seconds === null ? t('timeUnknown') : t('timeAbout', { time: duration(seconds) })}</dd>
      </dl>
    </div>
  )
}
