import { useId, type JSX } from 'react'

interface Bar {
  /** What it is of, as a row's name in the table. */
  readonly label: string
  readonly value: number
  /** What it was to be; a line across the bar. */
  readonly goal?: number
  /** Its value in words. */
  readonly text: string
}

interface BarChartProps {
  /** What is shown, for screen readers, and over the table. */
  readonly title: string
  /** Heads of the table's two columns. */
  readonly columns: readonly [label: string, value: string]
  readonly bars: readonly Bar[]
  /** What the lines across are; where there are any. */
  readonly goalLabel?: string
  /** Opens the table. */
  readonly tableLabel: string
}

const HEIGHT = 120
const STEP = 10
const WIDTH = 7
/** Labels below the bars, at most. */
const LABELS = 6

/** Bars along time, with the numbers as a table below for those who want to read them. */
export function BarChart({ title, columns, bars, goalLabel, tableLabel }: BarChartProps): JSX.Element {
  const id = useId()
  const most = Math.max(1, ...bars.map(({ value, goal = 0 }) => Math.max(value, goal)))
  const every = Math.ceil(bars.length / LABELS)
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
            {bars.map(({ label, value, goal = 0, text }, index) => {
              const heightOf = (amount: number): number => (amount / most) * (HEIGHT - 4)
              const x = index * STEP + (STEP - WIDTH) / 2
              return (
                <g key={label}>
                  <rect
                    x={x}
                    y={HEIGHT - heightOf(value)}
                    width={WIDTH}
                    height={heightOf(value)}
                    className="fill-series-1"
                  />
                  {goal > 0 && (
                    <rect
                      x={x - 1}
                      y={HEIGHT - heightOf(goal)}
                      width={WIDTH + 2}
                      height={2}
                      className="fill-series-2"
                    />
                  )}
                  <title>{`${label}: ${text}`}</title>
                </g>
              )
            })}
          </svg>
          <div className="relative mt-1 h-5 overflow-hidden text-xs text-soft" aria-hidden>
            {bars.map(
              ({ label }, index) =>
                index % every === 0 && (
                  <span
                    key={label}
                    // A narrow window has room for every second one.
                    className={index % (2 * every) === 0 ? 'absolute' : 'absolute hidden sm:inline'}
                    style={{ left: `${(index / bars.length) * 100}%` }}
                  >
                    {label}
                  </span>
                ),
            )}
          </div>
        </div>
      </div>
      {goalLabel !== undefined && bars.some(({ goal = 0 }) => goal > 0) && (
        <p className="flex items-center gap-2 text-sm text-soft">
          <span aria-hidden className="h-0.5 w-4 bg-series-2" />
          {goalLabel}
        </p>
      )}
      <NumbersTable title={title} columns={columns} bars={bars} tableLabel={tableLabel} />
    </figure>
  )
}

function NumbersTable({ title, columns, bars, tableLabel }: Omit<BarChartProps, 'goalLabel'>): JSX.Element {
  return (
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
  )
}
