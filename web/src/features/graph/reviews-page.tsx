import { ArrowLeftIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, ButtonLink } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { CollectionSelect } from '../library/collection-select.tsx'
import { useShownCollection } from '../concepts/use-concept-net.ts'
import { ReviewPair } from './review-pair.tsx'
import { useReviewQueue, type ReviewQueue } from './use-review-queue.ts'

/** Decides, pair by pair, whether two names are one thing. */
export function ReviewsPage(): JSX.Element {
  const t = useTranslations('graph')
  const { collection, isNone } = useShownCollection()
  const queue = useReviewQueue(collection)
  useKeys((key) => {
    const actions: Readonly<Record<string, (() => void) | null>> = {
      '1': () => queue.decide('same'),
      '2': () => queue.decide('different'),
      '3': queue.later,
      z: queue.undo,
    }
    const action = actions[key] ?? null
    action?.()
    return action !== null
  })
  return (
    <Page
      title={t('reviews')}
      lead={t('reviewsLead')}
      actions={
        <>
          <CollectionSelect all={false} />
          <ButtonLink to="/concepts?about=related" variant="quiet" icon={<ArrowLeftIcon />}>
            {t('toMap')}
          </ButtonLink>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div role="status" className="text-soft">
          {queue.said}
        </div>
        <Content queue={queue} isNone={isNone} />
        {queue.undo !== null && (
          <div>
            <Button size="small" variant="quiet" onClick={queue.undo}>
              {t('undoLast')} <KeyHint>Z</KeyHint>
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

function Content({ queue, isNone }: { readonly queue: ReviewQueue; readonly isNone: boolean }): JSX.Element {
  const t = useTranslations('graph')
  const { current, left, putOff, error, retry } = queue
  if (current !== null) return <Decision queue={queue} />
  if (error !== null) return <ErrorState error={error} onRetry={retry} />
  if (left === null && !isNone) return <Skeleton lines={6} />
  if (putOff > 0) {
    return (
      <EmptyState
        title={t('reviewsLaterTitle')}
        actions={<Button onClick={queue.lookAtPutOff}>{t('reviewsAgain')}</Button>}
      >
        {t('reviewsLaterText', { count: putOff })}
      </EmptyState>
    )
  }
  return <EmptyState title={t('reviewsEmptyTitle')}>{t('reviewsEmptyText')}</EmptyState>
}

function Decision({ queue }: { readonly queue: ReviewQueue }): JSX.Element | null {
  const t = useTranslations('graph')
  const { current, left, decide, later } = queue
  if (current === null) return null
  return (
    <>
      <ReviewPair review={current} />
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" onClick={() => decide('same')}>
          {t('same')} <KeyHint>1</KeyHint>
        </Button>
        <Button variant="primary" onClick={() => decide('different')}>
          {t('different')} <KeyHint>2</KeyHint>
        </Button>
        <Button onClick={later}>
          {t('later')} <KeyHint>3</KeyHint>
        </Button>
        <span className="text-sm text-soft">{t('reviewsLeft', { count: left ?? 1 })}</span>
      </div>
      <p className="sr-only">{t('reviewKeys')}</p>
    </>
  )
}
