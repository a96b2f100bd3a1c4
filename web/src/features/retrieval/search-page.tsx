import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useIsWide } from '../../components/use-media.ts'
import { ServerProblem } from '../../api/server-problem.ts'
import { EmptyResult } from './empty-result.tsx'
import { FilterBar } from './filter-bar.tsx'
import { HitList } from './hit-list.tsx'
import { requestOf, type SearchChoice } from './search-address.ts'
import { SearchField } from './search-field.tsx'
import { SearchIntro } from './search-intro.tsx'
import { SearchSummary } from './search-summary.tsx'
import { useOpening } from './use-opening.ts'
import { useSearch, type FoundPassages } from './use-search.ts'
import { useSearchChoice } from './use-search-choice.ts'

const loadPane = async () => ({ default: (await import('../reader/document-pane.tsx')).DocumentPane })
const DocumentPane = lazy(loadPane)

/** Search as it is typed; a hit opens beside the list where there is room, else in the reader. */
export function SearchPage(): JSX.Element {
  const t = useTranslations('retrieval')
  const { choice, type, change } = useSearchChoice()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLElement>(null)
  const isWide = useIsWide()
  const open = isWide ? choice.open : null
  const [today] = useState(() => new Date())
  const request = useMemo(() => requestOf(choice, today), [choice, today])
  const found = useSearch(request)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (isWide) void loadPane()
  }, [isWide])

  const { onOpen, onReach } = useOpening({ isWide, isOpen: open !== null, change })
  const toField = useCallback((): void => field.current?.focus(), [])
  const toHits = (opens: boolean): void => {
    const first = list.current?.querySelector<HTMLElement>('[data-hit]')
    first?.focus()
    if (opens) first?.click()
  }
  return (
    <Page title={t('title')} width={open === null ? 'page' : 'full'}>
      <div className={classNames('grid gap-6', open !== null && 'grid-cols-[minmax(0,27rem)_minmax(0,1fr)]')}>
        <div className="flex min-w-0 flex-col gap-4">
          <search className="flex flex-col gap-3">
            <SearchField ref={field} value={choice.query} onType={type} onLeave={toHits} />
            <FilterBar choice={choice} onChange={change} />
          </search>
          {request.query === '' ? (
            <SearchIntro
              onTry={(query) => {
                change({ query })
                field.current?.focus()
              }}
            />
          ) : (
            <Found found={found} choice={choice} onChange={change}>
              <HitList
                ref={list}
                hits={found.hits}
                request={found.answered}
                open={open}
                onOpen={onOpen}
                onReach={onReach}
                onLeave={toField}
              />
            </Found>
          )}
        </div>
        {open !== null && (
          <div className="sticky top-4 h-[calc(100dvh-7.5rem)] min-w-0">
            <Suspense fallback={<Skeleton lines={8} />}>
              <DocumentPane {...open} onClose={() => change({ open: null })} />
            </Suspense>
          </div>
        )}
      </div>
    </Page>
  )
}

interface FoundProps {
  readonly found: FoundPassages
  readonly choice: SearchChoice
  readonly onChange: (next: Partial<SearchChoice>) => void
  /** The list of hits. */
  readonly children: JSX.Element
}

/** The answer in whatever state it is: on its way, refused, empty, or there. */
function Found({ found: { query, response, hits }, choice, onChange, children }: FoundProps): JSX.Element {
  const t = useTranslations('retrieval')
  if (query.isError && isUnfinished(query.error)) {
    return <EmptyState title={t('unfinished')}>{t('unfinishedText')}</EmptyState>
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (response === null) return <Skeleton lines={6} />
  return (
    <div data-query={response.query} className="flex flex-col gap-4">
      {hits.length === 0 ? (
        <EmptyResult choice={choice} response={response} onChange={onChange} />
      ) : (
        <>
          <SearchSummary response={response} />
          {children}
        </>
      )}
      {query.hasNextPage && (
        <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('moreHits')}
        </Button>
      )}
    </div>
  )
}

/** While someone types "-word" first, there is nothing to look for yet: no failure. */
const isUnfinished = (error: Error): boolean => error instanceof ServerProblem && error.code === 'LP_REQUEST_INVALID'
