import { useId, type JSX } from 'react'

export interface Bar {
  /** What it is of, as a row's name in the table. */
  readonly label: string
  readonly value: number
  /** Its value in words. */
  readonly text: string
}

interface BarChartProps {
  /** What is shown, for screen readers, and over the table. */
  readonly title: string
  /** Heads of the table's two columns. */
  readonly columns: readonly [label: string, value: string]
  readonly bars: readonly Bar[]
  /** Opens the table. */
  readonly tableLabel: string
}

const HEIGHT = 120
const STEP = 10
const WIDTH = 7
/** Labels below the bars, at most. */
const LABELS = 6

/** Bars along time, with the numbers as a table below for those who want to read them. */
export function BarChart({ title, columns, bars, tableLabel }: BarChartProps): JSX.Element {
  const id = useId()
  const most = Math.max(1, ...bars.map(({ value }) => value))
  const every = Math.ceil(bars.length / LABELS)
  const named = bars.filter((_, index) => index % every === 0)
  return (
    <figure className="flex flex-col gap-2">
      <div className="flex gap-2">
        <div className="flex flex-col justify-between text-right text-xs text-soft tabular-nums" aria-hidden>
          <span>{most}</span>
          <span>0</span>
        </div>
        <div className="min-w-0 flex-1">
          <svg
            role="img"
            aria-labelledby={id}
            viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="h-36 w-full border-b border-l border-line-strong"
          >
            <title id={id}>{title}</title>
            {bars.map(({ label, value, text }, index) => {
              const height = (value / most) * (HEIGHT - 4)
              return (
                <rect
                  key={label}
                  x={index * STEP + (STEP - WIDTH) / 2}
                  y={HEIGHT - height}
                  width={WIDTH}
                  height={height}
                  className="fill-series-1"
                >
                  <title>{`${label}: ${text}`}</title>
                </rect>
              )
            })}
          </svg>
          <div className="mt-1 flex justify-between gap-2 text-xs text-soft" aria-hidden>
            {named.map(({ label }) => (
              <span key={label}>{label}</span>
            ))}
          </div>
        </div>
      </div>
      <details>
        <summary className="inline-flex min-h-8 items-center text-sm text-accent">{tableLabel}</summary>
        <table className="mt-1 w-full text-sm">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b border-line text-left">
              <th scope="col" className="py-1">
                {columns[0]}
              </th>
              <th scope="col" className="py-1 text-right">
                {columns[1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, text }) => (
              <tr key={label} className="border-b border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {label}
                </th>
                <td className="py-1 text-right tabular-nums">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
