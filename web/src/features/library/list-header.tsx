import { CaretDownIcon, CaretUpIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../../components/class-names.ts'
import { ROW_GRID } from './document-row.tsx'
import type { DocumentView, Sort } from './use-document-view.ts'

interface ListHeaderProps {
  readonly view: DocumentView
  readonly isAllSelected: boolean
  /** Null for those who could do nothing with what they select. */
  readonly onSelectAll: ((selected: boolean) => void) | null
}

/** Heads of the columns: each sorts by its own, a second time the other way round. */
export function ListHeader({ view, isAllSelected, onSelectAll }: ListHeaderProps): JSX.Element {
  const t = useTranslations('library')
  return (
    <div role="rowgroup" className="sticky top-0 z-10 rounded-t-lg border-b border-line bg-sunken">
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(
          ROW_GRID[onSelectAll === null ? 'withoutTick' : 'withTick'],
          'min-h-10 text-sm font-medium text-soft',
        )}
      >
        {onSelectAll !== null && (
          <span role="columnheader" className="flex">
            <label className="-ml-1 inline-flex size-8 cursor-pointer items-center justify-center">
              <input
                type="checkbox"
                aria-label={t('selectAll')}
                checked={isAllSelected}
                onChange={({ target }) => onSelectAll(target.checked)}
                className="size-4.5 shrink-0 accent-accent"
              />
            </label>
          </span>
        )}
        <span role="columnheader" aria-sort={ariaSort(view, 'title')}>
          <SortButton view={view} sort="title" />
        </span>
        <span role="columnheader" className="hidden md:block">
          {t('stateColumn')}
        </span>
        <span role="columnheader" aria-sort={ariaSort(view, 'size')} className="hidden text-right lg:block">
          <SortButton view={view} sort="size" />
        </span>
        <span role="columnheader" aria-sort={ariaSort(view, 'added')} className="hidden md:block">
          <SortButton view={view} sort="added" />
        </span>
        <span role="columnheader" className="sr-only">
          {t('actionsColumn')}
        </span>
      </div>
    </div>
  )
}

const ariaSort = ({ sort, order }: DocumentView, of: Sort): 'ascending' | 'descending' | 'none' =>
  sort === of ? order : 'none'

function SortButton({ view, sort }: { readonly view: DocumentView; readonly sort: Sort }): JSX.Element {
  const t = useTranslations('library')
  const Icon = view.order === 'ascending' ? CaretUpIcon : CaretDownIcon
  return (
    <button
      type="button"
      onClick={() => view.sortBy(sort)}
      className="inline-flex min-h-8 items-center gap-0.5 rounded-sm hover:text-ink"
    >
      {t(`sort.${sort}`)}
      {view.sort === sort ? <Icon aria-hidden /> : <span className="size-4" />}
    </button>
  )
}
