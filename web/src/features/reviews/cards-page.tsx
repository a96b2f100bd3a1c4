import { PlusIcon, UploadIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, useDeferredValue, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { ExportMenu } from '../exchange/export-menu.tsx'
import { CardRow } from './card-row.tsx'
import { DeckSelect } from './deck-select.tsx'

const CardEditor = lazy(async () => ({ default: (await import('./card-editor.tsx')).CardEditor }))
const ImportDialog = lazy(async () => ({ default: (await import('../exchange/import-dialog.tsx')).ImportDialog }))

const PER_PAGE = 50
const SHOWN = ['all', 'active', 'suspended', 'leech'] as const
type Shown = (typeof SHOWN)[number]

const FILTERS = {
  all: {},
  active: { suspended: 'false' },
  suspended: { suspended: 'true' },
  leech: { leech: 'true' },
} as const satisfies Record<Shown, object>

/** All cards: found, written, changed, brought in and taken along. `?new` and `?import` open what they name. */
export function CardsPage(): JSX.Element {
  const t = useTranslations('reviews')
  const [query, setQuery] = useSearchParams()
  const [words, setWords] = useState(query.get('q') ?? '')
  const hidden = useHiddenIds()
  const deck = query.get('deck')
  const shown = SHOWN.find((name) => name === query.get('show')) ?? 'all'
  const page = Math.max(1, Number(query.get('page') ?? '1'))
  const contains = useDeferredValue(words.trim())
  const cards = useAnswer(
    'listCards',
    {
      query: {
        limit: PER_PAGE,
        offset: (page - 1) * PER_PAGE,
        ...(deck === null ? {} : { deck }),
        ...(contains === '' ? {} : { contains }),
        ...FILTERS[shown],
      },
    },
    { keepBefore: true },
  )
  const set = (name: string, value: string | null): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before)
        if (name !== 'page') next.delete('page')
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const total = cards.data?.total ?? 0
  const isFiltered = deck !== null || contains !== '' || shown !== 'all'
  return (
    <Page
      title={t('cards')}
      lead={cards.data === undefined ? undefined : t('cardCount', { count: total })}
      actions={
        <>
          <ButtonLink to="/review">{t('title')}</ButtonLink>
          <Button icon={<UploadIcon />} onClick={() => set('import', '1')}>
            {t('importCards')}
          </Button>
          <ExportMenu deck={deck} />
          <Button variant="primary" icon={<PlusIcon />} onClick={() => set('new', '1')}>
            {t('newCard')}
          </Button>
        </>
      }
    >
      <div className="mb-4 flex flex-wrap gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            type="search"
            label={t('findCards')}
            labelHidden
            placeholder={t('findCards')}
            value={words}
            onChange={({ target }) => {
              setWords(target.value)
              set('q', target.value)
            }}
          />
        </div>
        <DeckSelect value={deck} onChange={(name) => set('deck', name)} />
        <SelectField
          label={t('show')}
          labelHidden
          value={shown}
          onChange={({ target }) => set('show', target.value === 'all' ? null : target.value)}
        >
          {SHOWN.map((name) => (
            <option key={name} value={name}>
              {t(`shown.${name}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {cards.isPending && <Skeleton lines={9} />}
      {cards.isError && <ErrorState error={cards.error} onRetry={() => void cards.refetch()} />}
      {cards.data?.total === 0 && (
        <EmptyState
          title={t(isFiltered ? 'nothingFound' : 'noCards')}
          actions={!isFiltered && <ButtonLink to="/quizzes?new=1">{t('toQuiz')}</ButtonLink>}
        >
          {!isFiltered && t('noCardsText')}
        </EmptyState>
      )}
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {cards.data?.cards
          .filter(({ id }) => !hidden.has(id))
          .map((card) => (
            <CardRow key={card.id} card={card} />
          ))}
      </ul>
      {total > PER_PAGE && (
        <Pages page={page} count={Math.ceil(total / PER_PAGE)} onChange={(to) => set('page', String(to))} />
      )}
      <Suspense>
        {query.has('new') && <CardEditor card={null} deck={deck ?? ''} onClose={() => set('new', null)} />}
        {query.has('import') && <ImportDialog onClose={() => set('import', null)} />}
      </Suspense>
    </Page>
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
