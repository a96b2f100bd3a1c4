import type { Document } from '@learnpath/contracts'
import { useEffect, useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useSearchParams } from 'wouter'
import { call } from '../../api/request.ts'
import { useMay } from '../../api/session.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { AddDocuments } from './add-documents.tsx'
import { CollectionBar } from './collection-bar.tsx'
import { DocumentDialog } from './document-dialog.tsx'
import { DocumentFilters } from './document-filters.tsx'
import { DocumentList } from './document-list.tsx'
import type { DocumentActions } from './document-row.tsx'
import { DropArea } from './drop-area.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { IndexingProgress } from './indexing-progress.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { SampleOffer } from './sample-offer.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { UploadList } from './upload-list.tsx'
import { useCollection } from './use-collection.ts'
import { useDeleteDocuments } from './use-delete-documents.ts'
import { useDocumentView } from './use-document-view.ts'
import { useDocumentWindow } from './use-document-window.ts'
import { useSelection } from './use-selection.ts'
import { WatchesDialog } from './watches-dialog.tsx'

const MOST_PER_REQUEST = 1000
const LISTS = ['listDocuments', 'documentFacets', 'status'] as const

/** All documents: adding, finding, mending and deleting them. */
export function LibraryPage(): JSX.Element {
  const t = useTranslations('library')
  const may = useMay()
  const mayAdd = may('addDocuments')
  const app = useTranslations('app')
  const [collection] = useCollection()
  const [isWatching, setWatching] = useState(false)
  return (
    <Page
      title={app('nav.library')}
      {...(mayAdd && { lead: t('lead') })}
      actions={
        mayAdd && (
          <AddDocuments collection={collection} {...(may('createWatch') && { onWatch: () => setWatching(true) })} />
        )
      }
    >
      {mayAdd && <DropArea collection={collection} />}
      {isWatching && <WatchesDialog onClose={() => setWatching(false)} />}
      <CollectionBar />
      <UploadList />
      <IndexingProgress />
      <Documents collection={collection} />
    </Page>
  )
}

function Documents({ collection }: { readonly collection: string | null }): JSX.Element {
  const view = useDocumentView()
  const hidden = useHiddenIds()
  const query = useMemo(
    () => ({
      ...(collection === null ? {} : { collection }),
      ...view.filters,
      sort: view.sort,
      order: view.order,
    }),
    [collection, view.filters, view.sort, view.order],
  )
  const documents = useDocumentWindow(query)
  const { data: facets } = useAnswer('documentFacets', collection === null ? {} : { query: { collection } }, {
    keepBefore: true,
  })
  const selection = useSelection()
  const tellFailure = useFailureToast()
  const { actions, dialogs } = useDocumentActions(selection.toggle, selection.clear)
  const selectAll = async (): Promise<void> => {
    try {
      for (let offset = 0; ; offset += MOST_PER_REQUEST) {
        const page = await call('listDocuments', { query: { ...query, limit: MOST_PER_REQUEST, offset } })
        selection.select(page.documents.filter(({ id }) => !hidden.has(id)))
        if (page.documents.length < MOST_PER_REQUEST) return
      }
    } catch (error) {
      tellFailure(error)
    }
  }
  if (documents.error !== null && documents.total === null) {
    return <ErrorState error={documents.error} onRetry={documents.retry} />
  }
  if (documents.total === null) return <Skeleton lines={8} />
  const isEmpty = documents.total === 0 && !view.isFiltered
  return (
    <>
      {!isEmpty && <DocumentFilters view={view} facets={facets} />}
      {documents.total === 0 ? (
        <Nothing isFiltered={view.isFiltered} hasCollection={collection !== null} />
      ) : (
        <DocumentList
          view={view}
          documents={documents}
          selection={selection}
          actions={actions}
          onSelectAll={(selected) => (selected ? void selectAll() : selection.clear())}
        />
      )}
      <SelectionBar selection={selection} onRemove={actions.remove} />
      {dialogs}
    </>
  )
}

function Nothing({
  isFiltered,
  hasCollection,
}: {
  readonly isFiltered: boolean
  readonly hasCollection: boolean
}): JSX.Element {
  const t = useTranslations('library')
  const { data: status } = useAnswer('status')
  const mayAdd = useMay()('addDocuments')
  if (isFiltered) return <EmptyState title={t('noneFound')}>{t('noneFoundHint')}</EmptyState>
  return (
    <EmptyState
      title={hasCollection ? t('emptyCollection') : t('empty')}
      actions={mayAdd && status?.sampleLibrary.offered === true ? <SampleOffer /> : undefined}
    >
      {t(mayAdd ? 'emptyHint' : 'emptyForReaders')}
    </EmptyState>
  )
}

/** What the rows can do, and the dialogs that it needs. */
function useDocumentActions(
  toggle: (document: Document) => void,
  clearSelection: () => void,
): { readonly actions: DocumentActions; readonly dialogs: JSX.Element } {
  const [params, setParams] = useSearchParams()
  const [locked, setLocked] = useState<Document | null>(null)
  const mayChange = useMay()('updateDocument')
  const deleteDocuments = useDeleteDocuments()
  const tellFailure = useFailureToast()
  const { mutate: retry } = useCommand('retryDocument', { changes: LISTS })
  const { mutate: cancel } = useCommand('cancelDocument', { changes: LISTS })
  const shownId = params.get('document')
  const show = (id: string | null): void =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (id === null) next.delete('document')
      else next.set('document', id)
      return next
    })
  const chosen = params.get('collection')
  const [, choose] = useCollection()
  useEffect(() => {
    if (chosen !== null) choose(chosen)
  }, [chosen, choose])
  const actions: DocumentActions = {
    mayChange,
    toggle,
    showDetails: ({ id }) => show(id),
    enterPassword: setLocked,
    retry: ({ id }) => retry({ params: { id }, body: {} }, { onError: tellFailure }),
    cancel: ({ id }) => cancel({ params: { id } }, { onError: tellFailure }),
    remove: (documents) => {
      clearSelection()
      deleteDocuments(documents)
    },
  }
  const dialogs = (
    <>
      {shownId !== null && <DocumentDialog id={shownId} actions={actions} onClose={() => show(null)} />}
      {locked !== null && <PasswordDialog document={locked} onClose={() => setLocked(null)} />}
    </>
  )
  return { actions, dialogs }
}
