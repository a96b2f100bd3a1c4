import type { Extraction } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** A reading by a language model that goes on: how far it is, what it has spent, and the way to stop it. */
export function RunningExtraction({ extraction }: { readonly extraction: Extraction }): JSX.Element {
  const t = useTranslations('graph')
  const onError = useFailureToast()
  const stop = useCommand('cancelExtraction', { changes: ['listExtractions', 'planExtraction'], onError })
  const { id, model, passagesRead, passagesLeft, promptTokens, completionTokens, maximumTokens } = extraction
  const total = passagesRead + passagesLeft
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium wrap-anywhere">{t('reading', { model })}</p>
      <ProgressBar label={t('reading', { model })} value={total === 0 ? null : passagesRead / total} />
      <p className="text-sm">{t('readSoFar', { read: passagesRead, left: passagesLeft })}</p>
      <p className="text-sm text-soft">
        {t('spentSoFar', { spent: promptTokens + completionTokens, budget: maximumTokens })}
      </p>
      <ExtractionResults extraction={extraction} />
      <div>
        <Button size="small" variant="danger" busy={stop.isPending} onClick={() => stop.mutate({ params: { id } })}>
          {t('stop')}
        </Button>
      </div>
    </div>
  )
}

/** What a reading has brought. */
export function ExtractionResults({ extraction }: { readonly extraction: Extraction }): JSX.Element {
  const t = useTranslations('graph')
  const { relations, entities, rejected, passagesFailed } = extraction
  return (
    <p className="text-sm text-soft">
      {t('results', { relations, entities })}
      {rejected > 0 && ` · ${t('rejected', { count: rejected })}`}
      {passagesFailed > 0 && ` · ${t('passagesFailed', { count: passagesFailed })}`}
    </p>
  )
}
