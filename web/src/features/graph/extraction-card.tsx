import type { ExtractionList, ExtractionPlan } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { ExtractionForm } from './extraction-form.tsx'
import { ExtractionResults, RunningExtraction } from './running-extraction.tsx'

/** While a model reads, how far it is, is asked that often. */
const RUNNING_MS = 1500
const EARLIER = 5

/** Has a language model read the documents for more relations: what it would take, and what it brought. */
export function ExtractionCard({ collection }: { readonly collection: string }): JSX.Element {
  const t = useTranslations('graph')
  const list = useAnswer(
    'listExtractions',
    { query: { collection } },
    { refetchMs: (before) => (runningOf(before) === undefined ? false : RUNNING_MS) },
  )
  const running = runningOf(list.data)
  const plan = useAnswer('planExtraction', { query: { collection } }, { enabled: list.data !== undefined })
  const error = list.error ?? plan.error
  const earlier = (list.data?.extractions ?? []).filter((one) => one !== running).slice(0, EARLIER)
  return (
    <Card title={t('extraction')} className="max-w-prose">
      <p className="mb-3 text-soft">{t('extractionLead')}</p>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void Promise.all([list.refetch(), plan.refetch()])} />
      ) : running !== undefined ? (
        <RunningExtraction extraction={running} />
      ) : plan.data === undefined ? (
        <Skeleton lines={3} />
      ) : (
        <Offer key={plan.data.model} plan={plan.data} />
      )}
      {earlier.length > 0 && <Earlier extractions={earlier} />}
    </Card>
  )
}

const runningOf = (list: ExtractionList | undefined): ExtractionList['extractions'][number] | undefined =>
  list?.extractions.find(({ state }) => state === 'running' || state === 'paused')

function Offer({ plan }: { readonly plan: ExtractionPlan }): JSX.Element {
  const t = useTranslations('graph')
  const { model, passages, passagesRead } = plan
  if (model === null) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{t('extractionNoModel')}</p>
        <IfMay use="chooseLanguageModels">
          <ButtonLink to="/models?tab=language">{t('toModels')}</ButtonLink>
        </IfMay>
      </div>
    )
  }
  if (passages === 0) return <p>{t('extractionDone', { model, count: passagesRead })}</p>
  return <ExtractionForm plan={plan} model={model} />
}

function Earlier({ extractions }: ExtractionList): JSX.Element {
  const t = useTranslations('graph')
  const format = useFormatter()
  return (
    <div className="mt-5">
      <h3 className="text-sm font-semibold">{t('earlier')}</h3>
      <ul className="mt-1 flex flex-col divide-y divide-line">
        {extractions.map((extraction) => (
          <li key={extraction.id} className="py-2 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium wrap-anywhere">{extraction.model}</span>
              <Badge kind={extraction.state === 'failed' ? 'bad' : 'plain'}>{t(`state.${extraction.state}`)}</Badge>
              <span className="text-soft">
                {format.dateTime(new Date(extraction.startedAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
            </p>
            <ExtractionResults extraction={extraction} />
            {extraction.failure !== null && <p className="text-bad">{extraction.failure}</p>}
          </li>
        ))}
      </ul>
    </div>
  )
}
