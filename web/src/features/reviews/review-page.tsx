import { GearIcon, ResetIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { ButtonLink, IconButton } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { DeckSelect } from './deck-select.tsx'
import { NothingDue } from './nothing-due.tsx'
import { ReviewCard } from './review-card.tsx'
import { useReviewSession } from './use-review-session.ts'
import { useReadAhead } from './use-read-ahead.ts'

const ReviewSettingsDialog = lazy(async () => ({
  default: (await import('./review-settings-dialog.tsx')).ReviewSettingsDialog,
}))

/** Cards of today, one after another, by keyboard or by touch; `?deck=` for those of one deck, `?settings` with the settings open. */
export function ReviewPage(): JSX.Element {
  const t = useTranslations('reviews')
  const [query, setQuery] = useSearchParams()
  const deck = query.get('deck')
  const [settingsOpen, setSettingsOpen] = useState(query.has('settings'))
  const session = useReviewSession(deck)
  useReadAhead([...(session.card === null ? [] : [session.card]), ...session.upcoming.slice(0, 2)])
  useKeys((key) => {
    if (key.toLowerCase() !== 'z') return false
    session.undo()
    return true
  })
  return (
    <Page
      title={t('title')}
      width="prose"
      actions={
        <>
          <DeckSelect value={deck} onChange={(name) => setQuery(name === null ? {} : { deck: name })} />
          <ButtonLink to="/cards">{t('cards')}</ButtonLink>
          <ButtonLink to="/progress">{t('progress')}</ButtonLink>
          <IconButton label={t('settings')} icon={<GearIcon />} onClick={() => setSettingsOpen(true)} />
        </>
      }
    >
      {session.card !== null && (
        <>
          <div className="mb-3 flex items-center gap-4 text-sm">
            <p className="flex flex-1 flex-wrap gap-x-4 gap-y-1">
              <span>{t('dueCount', { count: session.due })}</span>
              <span>{t('newCount', { count: session.fresh })}</span>
              {session.overLimit > 0 && (
                <span className="text-soft">{t('overLimit', { count: session.overLimit })}</span>
              )}
            </p>
            <IconButton label={t('undo')} icon={<ResetIcon />} onClick={session.undo} aria-keyshortcuts="Z" />
          </div>
          <ReviewCard key={`${session.card.id} ${session.card.reviews}`} card={session.card} session={session} />
        </>
      )}
      {session.card === null && session.isLoading && <Skeleton lines={6} />}
      {session.card === null && session.error !== null && <ErrorState error={session.error} onRetry={session.reload} />}
      {session.card === null && !session.isLoading && session.error === null && (
        <NothingDue deck={deck} nextDueAt={session.nextDueAt} overLimit={session.overLimit} onUndo={session.undo} />
      )}
      {settingsOpen && (
        <Suspense>
          <ReviewSettingsDialog onClose={() => setSettingsOpen(false)} onChanged={session.reload} />
        </Suspense>
      )}
    </Page>
  )
}
