import type { Document } from '@learnpath/contracts'
import {
  Cross2Icon,
  DotsVerticalIcon,
  DownloadIcon,
  InfoCircledIcon,
  LockOpen1Icon,
  ReloadIcon,
  TrashIcon,
} from '@radix-ui/react-icons'
import type { CSSProperties, JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { addressOf } from '../../api/request.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { DocumentStateBadge } from './document-state.tsx'
import { failureActionOf } from './failure-action.ts'
import { useFileSize } from '../../components/use-file-size.ts'

/** The same for the heads of the columns and for every row. */
export const ROW_GRID = {
  withTick:
    'grid items-center gap-x-3 px-3 grid-cols-[2rem_minmax(0,1fr)_auto] md:grid-cols-[2rem_minmax(0,1fr)_8.5rem_5.5rem_10.5rem] lg:grid-cols-[2rem_minmax(0,1fr)_8.5rem_5rem_7rem_10.5rem]',
  withoutTick:
    'grid items-center gap-x-3 px-3 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(0,1fr)_8.5rem_5.5rem_3rem] lg:grid-cols-[minmax(0,1fr)_8.5rem_5rem_7rem_3rem]',
} as const

export interface DocumentActions {
  /** False: documents can be looked at, and nothing else. */
  readonly mayChange: boolean
  readonly toggle: (document: Document) => void
  readonly showDetails: (document: Document) => void
  readonly enterPassword: (document: Document) => void
  readonly retry: (document: Document) => void
  readonly cancel: (document: Document) => void
  readonly remove: (documents: readonly Document[]) => void
}

interface DocumentRowProps {
  readonly document: Document
  /** Place in the list, from 0. */
  readonly index: number
  readonly isSelected: boolean
  /** Whether there is room for columns. */
  readonly isWide: boolean
  readonly actions: DocumentActions
  readonly style: CSSProperties
}

export function DocumentRow({ document, index, isSelected, isWide, actions, style }: DocumentRowProps): JSX.Element {
  const t = useTranslations('library')
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={actions.mayChange ? isSelected : undefined}
      data-row={index}
      style={style}
      className={classNames(
        ROW_GRID[actions.mayChange ? 'withTick' : 'withoutTick'],
        'absolute inset-x-0 top-0 overflow-hidden border-b border-line hover:bg-sunken',
        isSelected && 'bg-accent-soft',
      )}
    >
      {actions.mayChange && (
        <span role="gridcell" className="flex">
          <label className="-ml-1 inline-flex size-8 cursor-pointer items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('select', { title: document.title })}
              checked={isSelected}
              onChange={() => actions.toggle(document)}
              className="size-4.5 shrink-0 accent-accent"
            />
          </label>
        </span>
      )}
      <span role="gridcell" className="flex min-w-0 flex-col gap-0.5">
        <Link href={`/documents/${encodeURIComponent(document.id)}`} className="block truncate font-medium" data-title>
          {document.title}
        </Link>
        <SecondLine document={document} />
        {!isWide && (
          <span className="flex items-center gap-2">
            <DocumentStateBadge state={document.state} />
            <MainAction document={document} actions={actions} />
          </span>
        )}
      </span>
      {isWide && <WideCells document={document} />}
      <span role="gridcell" className="flex items-center justify-end gap-1">
        {isWide && <MainAction document={document} actions={actions} />}
        <RowMenu document={document} actions={actions} />
      </span>
    </div>
  )
}

function WideCells({ document }: { readonly document: Document }): JSX.Element {
  const format = useFormatter()
  const fileSize = useFileSize()
  return (
    <>
      <span role="gridcell">
        <DocumentStateBadge state={document.state} />
      </span>
      <span role="gridcell" className="hidden text-right text-sm text-soft tabular-nums lg:block">
        {fileSize(document.sizeBytes)}
      </span>
      <span role="gridcell" className="text-sm text-soft tabular-nums">
        <time
          dateTime={document.addedAt}
          title={format.dateTime(new Date(document.addedAt), { dateStyle: 'full', timeStyle: 'short' })}
        >
          {format.dateTime(new Date(document.addedAt), { dateStyle: 'medium' })}
        </time>
      </span>
    </>
  )
}

/** Where it lies; or why it could not be read. */
function SecondLine({ document }: { readonly document: Document }): JSX.Element {
  const t = useTranslations('library')
  const errors = useTranslations('errors')
  const { failure, format, path, tags } = document
  if (document.state === 'failed' && failure !== null) {
    return (
      <span className="truncate text-sm text-bad" title={errors(`${failure.code}.advice`)}>
        {errors(`${failure.code}.title`)}
      </span>
    )
  }
  return (
    <span className="flex min-w-0 gap-2 text-sm text-soft">
      <span className="min-w-0 truncate">
        {t(`format.${format}`)} · {path}
      </span>
      {tags.map((tag) => (
        <span
          key={tag}
          className="hidden max-w-32 shrink-0 truncate rounded-sm bg-sunken px-1.5 text-xs leading-5 sm:block"
        >
          #{tag}
        </span>
      ))}
    </span>
  )
}

interface ActionProps {
  readonly document: Document
  readonly actions: DocumentActions
}

/** What this document needs now, in one click. */
function MainAction({ document, actions }: ActionProps): JSX.Element | null {
  const t = useTranslations('library')
  const action = failureActionOf(document)
  const isUnfinished = document.state === 'queued' || document.state === 'processing'
  if (!actions.mayChange) return null
  if (isUnfinished) {
    return (
      <Button size="small" className="whitespace-nowrap" variant="quiet" onClick={() => actions.cancel(document)}>
        {t('stop')}
      </Button>
    )
  }
  if (action === 'password') {
    return (
      <Button
        size="small"
        className="whitespace-nowrap"
        icon={<LockOpen1Icon aria-hidden />}
        onClick={() => actions.enterPassword(document)}
      >
        {t('unlock')}
      </Button>
    )
  }
  if (action === 'retry') {
    return (
      <Button
        size="small"
        className="whitespace-nowrap"
        icon={<ReloadIcon aria-hidden />}
        onClick={() => actions.retry(document)}
      >
        {t('readAgain')}
      </Button>
    )
  }
  if (action === 'replace') {
    return (
      <Button size="small" className="whitespace-nowrap" onClick={() => actions.showDetails(document)}>
        {t('whatToDo')}
      </Button>
    )
  }
  return null
}

function RowMenu({ document, actions }: ActionProps): JSX.Element {
  const t = useTranslations('library')
  const isUnfinished = document.state === 'queued' || document.state === 'processing'
  const download = (): void => window.location.assign(addressOf('documentContent', { params: { id: document.id } }))
  return (
    <Menu trigger={<IconButton label={t('actionsFor', { title: document.title })} icon={<DotsVerticalIcon />} />}>
      <MenuItem icon={<InfoCircledIcon />} onSelect={() => actions.showDetails(document)}>
        {t('details')}
      </MenuItem>
      <MenuItem icon={<DownloadIcon />} onSelect={download}>
        {t('original')}
      </MenuItem>
      {actions.mayChange && (
        <>
          {isUnfinished ? (
            <MenuItem icon={<Cross2Icon />} onSelect={() => actions.cancel(document)}>
              {t('stop')}
            </MenuItem>
          ) : (
            <MenuItem icon={<ReloadIcon />} onSelect={() => actions.retry(document)}>
              {t('readAgain')}
            </MenuItem>
          )}
          <MenuItem icon={<TrashIcon />} danger onSelect={() => actions.remove([document])}>
            {t('delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
