import { PlusIcon, UploadIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { ExportMenu } from '../exchange/export-menu.tsx'
import { CardRow } from './card-row.tsx'
import { DeckSelect } from './deck-select.tsx'
import { SHOWN, useCardView } from './use-card-view.ts'

const CardEditor = lazy(async () => ({ default: (await import('./card-editor.tsx')).CardEditor }))
const ImportDialog = lazy(async () => ({ default: (await import('../exchange/import-dialog.tsx')).ImportDialog }))

/** All cards: found, written, changed, brought in and taken along. `?new` and `?import` open what they name. */
export function CardsPage(): JSX.Element {
  const t = useTranslations('reviews')
  const view = useCardView()
  const hidden = useHiddenIds()
  const cards = useAnswer('listCards', view.request, { keepBefore: true })
  const total = cards.data?.total ?? 0
  return (
    <Page
      title={t('cards')}
      lead={cards.data === undefined ? undefined : t('cardCount', { count: total })}
      actions={<Actions view={view} />}
    >
      <Filters view={view} />
      {cards.isPending && <Skeleton lines={9} />}
      {cards.isError && <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.total === 0 && <NoCards isFiltered={view.isFiltered} />}
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {cards.data?.cards
          .filter(({ id }) => !hidden.has(id))
          .map((card) => (
            <CardRow key={card.id} card={card} />
          ))}
      </ul>
      {view.pageCount(total) > 1 && (
        <Pages
          page={view.page}
          count={view.pageCount(total)}
          onChange={(to) => {
            view.set('page', String(to))
            window.scrollTo({ top: 0 })
          }}
        />
      )}
      <Suspense>
        {view.opens('new') && (
          <CardEditor card={null} deck={view.deck ?? t('ownDeck')} onClose={() => view.set('new', null)} />
        )}
        {view.opens('import') && <ImportDialog onClose={() => view.set('import', null)} />}
      </Suspense>
    </Page>
  )
}

type View = ReturnType<typeof useCardView>

function Actions({ view }: { readonly view: View }): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <>
      <ButtonLink to="/review">{t('title')}</ButtonLink>
      <Button icon={<UploadIcon />} onClick={() => view.set('import', '1')}>
        {t('importCards')}
      </Button>
      <ExportMenu deck={view.deck} />
      <Button variant="primary" icon={<PlusIcon />} onClick={() => view.set('new', '1')}>
        {t('newCard')}
      </Button>
    </>
  )
}

function Filters({ view }: { readonly view: View }): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <div className="mb-4 flex flex-wrap gap-3">
      <div className="min-w-48 flex-1">
        <TextField
          type="search"
          label={t('findCards')}
          labelHidden
          placeholder={t('findCards')}
          value={view.words}
          onChange={({ target }) => view.set('q', target.value)}
        />
      </div>
      <DeckSelect value={view.deck} onChange={(name) => view.set('deck', name)} />
      <SelectField
        label={t('show')}
        labelHidden
        value={view.shown}
        onChange={({ target }) => view.set('show', target.value === 'all' ? null : target.value)}
      >
        {SHOWN.map((name) => (
          <option key={name} value={name}>
            {t(`shown.${name}`)}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

function NoCards({ isFiltered }: { readonly isFiltered: boolean }): JSX.Element {
  const t = useTranslations('reviews')
  if (isFiltered) return <EmptyState title={t('nothingFound')} />
  return (
    <EmptyState title={t('noCards')} actions={<ButtonLink to="/quizzes?new=1">{t('toQuiz')}</ButtonLink>}>
      {t('noCardsText')}
    </EmptyState>
  )
}

interface PagesProps {
  readonly page: number
  readonly count: number
  readonly onChange: (page: number) => void
}

function Pages({ page, count, onChange }: PagesProps): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <nav aria-label={t('pages')} className="mt-4 flex items-center justify-center gap-3">
      <Button disabled={page <= 1} onClick={() => onChange(page - 1)}>
        {t('pageBefore')}
      </Button>
      <span className="text-sm text-soft">{t('pageOf', { page, count })}</span>
      <Button disabled={page >= count} onClick={() => onChange(page + 1)}>
        {t('pageAfter')}
      </Button>
    </nav>
  )
}
