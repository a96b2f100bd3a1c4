import { ChevronDownIcon, ChevronUpIcon, MinusIcon, PlusIcon, RotateCounterClockwiseIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import { NATURAL_SCALE, type PdfLayout } from './use-pdf-layout.ts'

interface PdfToolbarProps {
  readonly layout: PdfLayout
  readonly pageCount: number
  readonly onPage: (page: number) => void
}

const STEPS = [0.25, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const

/** Which page, and how large. */
export function PdfToolbar({ layout, pageCount, onPage }: PdfToolbarProps): JSX.Element {
  const t = useTranslations('reader')
  const format = useFormatter()
  const { currentPage, zoom, setZoom } = layout
  const size = layout.scale / NATURAL_SCALE
  const larger = STEPS.find((step) => step > size + 0.01)
  const smaller = STEPS.findLast((step) => step < size - 0.01)
  return (
    <div
      role="toolbar"
      aria-label={t('pdfTools')}
      className="flex flex-wrap items-center justify-center gap-x-3 border-b border-line bg-surface px-2 py-0.5 text-sm"
    >
      <div className="flex items-center">
        <IconButton
          label={t('previousPage')}
          icon={<ChevronUpIcon />}
          disabled={currentPage <= 1}
          onClick={() => onPage(currentPage - 1)}
        />
        <PageBox key={currentPage} page={currentPage} pageCount={pageCount} onPage={onPage} />
        <IconButton
          label={t('nextPage')}
          icon={<ChevronDownIcon />}
          disabled={currentPage >= pageCount}
          onClick={() => onPage(currentPage + 1)}
        />
      </div>
      <div className="flex items-center">
        <IconButton
          label={t('smaller')}
          icon={<MinusIcon />}
          disabled={smaller === undefined}
          onClick={() => smaller !== undefined && setZoom(smaller)}
        />
        <select
          aria-label={t('size')}
          value={String(zoom)}
          onChange={({ target }) => setZoom(zoomOf(target.value))}
          className="hidden min-h-8 rounded-sm border border-line bg-surface px-1 sm:block"
        >
          <option value="width">{t('fitWidth')}</option>
          <option value="page">{t('fitPage')}</option>
          {[...new Set([...STEPS, ...(typeof zoom === 'number' ? [zoom] : [])])].map((step) => (
            <option key={step} value={step}>
              {format.number(step, { style: 'percent' })}
            </option>
          ))}
        </select>
        <IconButton
          label={t('larger')}
          icon={<PlusIcon />}
          disabled={larger === undefined}
          onClick={() => larger !== undefined && setZoom(larger)}
        />
        <div className="hidden sm:block">
          <IconButton
            label={t('turn')}
            icon={<RotateCounterClockwiseIcon className="-scale-x-100" />}
            onClick={layout.turn}
          />
        </div>
      </div>
    </div>
  )
}

const zoomOf = (value: string): PdfLayout['zoom'] => (value === 'width' || value === 'page' ? value : Number(value))

function PageBox({
  page,
  pageCount,
  onPage,
}: Pick<PdfToolbarProps, 'pageCount' | 'onPage'> & { readonly page: number }): JSX.Element {
  const t = useTranslations('reader')
  const [typed, setTyped] = useState(String(page))
  const go = (): void => {
    const wanted = Number(typed)
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pageCount) onPage(wanted)
    else setTyped(String(page))
  }
  return (
    <form
      className="flex items-center gap-1 whitespace-nowrap"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <input
        aria-label={t('pageNumber')}
        inputMode="numeric"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onFocus={({ target }) => target.select()}
        onBlur={() => setTyped(String(page))}
        className="h-8 w-14 rounded-sm border border-line-strong bg-surface px-1 text-center"
      />
      <span className="text-soft">{t('ofPages', { count: pageCount })}</span>
    </form>
  )
}
