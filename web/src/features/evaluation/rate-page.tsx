import type { NextPair, PairRating } from '@learnpath/contracts'
import { ResetIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { PairToRate, type Judgement, type PairToRateProps } from './pair-to-rate.tsx'
import { RatingsRevealed } from './ratings-revealed.tsx'

/** Judges answers side by side without knowing who made them. */
export function RatePage(): JSX.Element {
  const t = useTranslations('evaluation')
  const { id = '' } = useParams()
  const params = { id }
  const onError = useFailureToast()
  const [given, setGiven] = useState<readonly PairRating[]>([])
  const [skip, setSkip] = useState(0)
  const next = useAnswer('nextPair', { params, query: { skip } }, { keepBefore: true })
  const changes = ['nextPair', 'chatReport', 'getEvaluation', 'listEvaluations'] as const
  const rate = useCommand('ratePair', { changes, onError, onSuccess: (rating) => setGiven([...given, rating]) })
  const takeBack = useCommand('deleteRating', { changes, onError, onSuccess: () => setGiven(given.slice(0, -1)) })
  const judge = ({ pairId, ...judgement }: Judgement): void => {
    if (!rate.isPending) rate.mutate({ params, body: { pairId, ...judgement } })
  }
  const undo = (): void => {
    const last = given.at(-1)
    if (last === undefined || takeBack.isPending) return
    setSkip(0)
    takeBack.mutate({ params: { id, ratingId: last.id } })
  }
  return (
    <Page
      title={t('rateTitle')}
      lead={t('rateLead')}
      actions={
        <>
          <Button size="small" icon={<ResetIcon />} disabled={given.length === 0} onClick={undo}>
            {t('undoRating')}
          </Button>
          <ButtonLink size="small" to={`/lab/runs/${id}`}>
            {t('toReport')}
          </ButtonLink>
        </>
      }
    >
      {next.isPending && <Skeleton lines={8} />}
      {next.isError && <ErrorState error={next.error} onRetry={() => void next.refetch()} />}
      {next.data !== undefined && (
        <Rating
          {...{ runId: id, next: next.data, given, skip }}
          busy={rate.isPending || next.isPlaceholderData}
          onJudge={judge}
          onUndo={undo}
          onSkip={setSkip}
        />
      )}
    </Page>
  )
}

interface RatingProps extends Pick<PairToRateProps, 'busy' | 'onJudge' | 'onUndo'> {
  readonly runId: string
  readonly next: NextPair
  /** Since the page was opened. */
  readonly given: readonly PairRating[]
  readonly skip: number
  readonly onSkip: (skip: number) => void
}

function Rating({ runId, next, given, skip, onSkip, ...rating }: RatingProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { pair, rated, total } = next
  return (
    <>
      <div className="mb-5 flex flex-col gap-1">
        <p className="text-sm text-soft" aria-live="polite">
          {t('ratedOf', { rated, total })}
        </p>
        <ProgressBar label={t('ratedOf', { rated, total })} value={rated / Math.max(1, total)} />
      </div>
      {pair !== null && <PairToRate key={pair.id} pair={pair} onSkip={() => onSkip(skip + 1)} {...rating} />}
      {pair === null && skip > 0 && rated < total && (
        <EmptyState title={t('skippedLeft')} actions={<Button onClick={() => onSkip(0)}>{t('fromStart')}</Button>} />
      )}
      {pair === null && (skip === 0 || rated >= total) && <RatingsRevealed total={total} given={given} runId={runId} />}
    </>
  )
}
