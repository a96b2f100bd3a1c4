import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { DocumentRow, type DocumentActions } from './document-row.tsx'
import { ListHeader } from './list-header.tsx'
import type { DocumentView } from './use-document-view.ts'
import type { DocumentWindow } from './use-document-window.ts'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { useMedia } from '../../components/use-media.ts'
import { usePageOffset } from './use-page-offset.ts'
import { useRowKeys } from './use-row-keys.ts'
import type { Selection } from './use-selection.ts'

const WIDE_ROW = 60
const NARROW_ROW = 100

interface DocumentListProps {
  readonly view: DocumentView
  readonly documents: DocumentWindow
  readonly selection: Selection
  readonly actions: DocumentActions
  readonly onSelectAll: (selected: boolean) => void
}

/** Thousands of documents as one long table, of which only the rows in the window exist. */
export function DocumentList({ view, documents, selection, actions, onSelectAll }: DocumentListProps): JSX.Element {
  const t = useTranslations('library')
  const hidden = useHiddenIds()
  const body = useRef<HTMLDivElement>(null)
  const isWide = useMedia('(min-width: 52rem)')
  const total = documents.total ?? 0
  const isHidden = (index: number): boolean => {
    const document = documents.at(index)
    return document !== undefined && (hidden.has(document.id) || hidden.has(document.collectionId))
  }
  // oxlint-disable-next-line react/incompatible-library -- nothing is memoized by a compiler here
  const rows = useWindowVirtualizer({
    count: total,
    estimateSize: (index) => (isHidden(index) ? 0 : isWide ? WIDE_ROW : NARROW_ROW),
    overscan: 6,
    scrollMargin: usePageOffset(body),
  })
  const items = rows.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => documents.show(first, last))
  useEffect(() => rows.measure(), [rows, hidden, isWide, total])
  const onKeyDown = useRowKeys({
    body,
    actions,
    documentAt: (index) => documents.at(index),
    isReachable: (index) => index >= 0 && index < total && !isHidden(index),
    scrollTo: (index) => rows.scrollToIndex(index),
    count: total,
  })
  return (
    <div
      role="grid"
      tabIndex={-1}
      aria-multiselectable={actions.mayChange}
      aria-label={t('documents')}
      aria-rowcount={total + 1}
      onKeyDown={onKeyDown}
      className="rounded-lg border border-line bg-surface shadow-card"
    >
      <ListHeader
        view={view}
        isAllSelected={total > 0 && selection.documents.size >= total}
        onSelectAll={actions.mayChange ? onSelectAll : null}
      />
      <div
        ref={body}
        role="rowgroup"
        className="relative"
        style={{ height: `${Math.max(0, rows.getTotalSize() - 1)}px` }}
      >
        {items.map(({ index, start, size }) => {
          const document = documents.at(index)
          const style = { height: `${size}px`, transform: `translateY(${start - rows.options.scrollMargin}px)` }
          if (document === undefined) return <WaitingRow key={index} style={style} />
          if (size === 0 || isHidden(index)) return null
          return (
            <DocumentRow
              key={document.id}
              document={document}
              index={index}
              isWide={isWide}
              isSelected={selection.documents.has(document.id)}
              actions={actions}
              style={style}
            />
          )
        })}
      </div>
    </div>
  )
}

function WaitingRow({
  style,
}: {
  readonly style: { readonly height: string; readonly transform: string }
}): JSX.Element {
  return (
    <div
      aria-hidden
      data-loading
      style={style}
      className="absolute inset-x-0 top-0 flex items-center border-b border-line px-14"
    >
      <span className="h-4 w-1/2 animate-pulse rounded-sm bg-line" />
    </div>
  )
}
