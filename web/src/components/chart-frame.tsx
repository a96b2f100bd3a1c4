import { BarChartIcon, TableIcon } from '@radix-ui/react-icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './button.tsx'
import { ScrollRegion } from './scroll-region.tsx'

export interface FigureTable {
  readonly columns: readonly string[]
  /** The first cell of a row names it; no two have the same name. */
  readonly rows: readonly (readonly string[])[]
}

interface ChartFrameProps {
  readonly title: string
  /** What it shows, in a sentence. */
  readonly hint?: string
  readonly chart: ReactNode
  /** Made when it is looked at. */
  readonly table: () => FigureTable
  readonly controls?: ReactNode
}

/** A chart with its name, and the same figures as a table for whoever prefers to read them. */
export function ChartFrame({ title, hint, chart, table, controls }: ChartFrameProps): JSX.Element {
  const t = useTranslations('app')
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-40">
          <h3 className="font-semibold">{title}</h3>
          {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
        </div>
        {controls}
        <Button
          size="small"
          variant="quiet"
          aria-label={`${asTable ? t('chart') : t('table')}: ${title}`}
          icon={asTable ? <BarChartIcon aria-hidden /> : <TableIcon aria-hidden />}
          onClick={() => setAsTable((before) => !before)}
        >
          {asTable ? t('chart') : t('table')}
        </Button>
      </figcaption>
      {asTable ? <Figures title={title} {...table()} /> : chart}
    </figure>
  )
}

const CELL = 'px-2 py-1.5 text-right whitespace-nowrap tabular-nums first:text-left first:font-medium'

function Figures({ title, columns, rows }: FigureTable & { readonly title: string }): JSX.Element {
  return (
    <ScrollRegion label={title} className="max-h-72 overflow-auto rounded-md border border-line">
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-sunken">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={CELL}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name = '', ...cells]) => (
            <tr key={name} className="border-t border-line">
              <th scope="row" className={CELL}>
                {name}
              </th>
              {cells.map((cell, column) => (
                <td key={columns[column + 1]} className={CELL}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
