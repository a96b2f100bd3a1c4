import { useEffect, useEffectEvent, useRef, useState, type JSX, type RefObject } from 'react'
import { useFormatter } from 'use-intl'
import uPlot from 'uplot'
import { useColorScheme } from './use-color-scheme.ts'

export interface Series {
  readonly name: string
  /** One for each time; null where there is none. */
  readonly values: readonly (number | null)[]
}

export interface LineChartProps {
  /** What it shows, for screen readers. */
  readonly label: string
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[]
  /** At most three. */
  readonly series: readonly Series[]
  readonly write: (value: number) => string
  /** The axis reaches at least so far. */
  readonly most?: number
}

const HEIGHT = 170
const LEAST_SECONDS = 60
const COLORS = ['series-1', 'series-2', 'series-3'] as const
const SWATCHES = ['bg-series-1', 'bg-series-2', 'bg-series-3'] as const
/** Lines differ by more than their colour. */
const DASHES: readonly number[][] = [[], [6, 4], [2, 3]]
const DASH_NAMES = [
  'border-solid border-series-1',
  'border-dashed border-series-2',
  'border-dotted border-series-3',
] as const

/** Figures over time. Below it stands what each line is, with its value at the pointer or the latest one. */
export function LineChart({ label, times, series, write, most }: LineChartProps): JSX.Element {
  const [at, setAt] = useState<number | null>(null)
  const colors = useColorScheme()
  const format = useFormatter()
  const shown = at === null || at >= times.length ? times.length - 1 : at
  const time = times[shown]
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Plot
        key={[colors, ...series.map(({ name }) => name)].join(' ')}
        label={label}
        drawing={{ times, series, write, most: most ?? 0, onPoint: setAt }}
      />
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {series.map(({ name, values }, index) => {
          const value = at === null ? latestOf(values) : (values[shown] ?? null)
          return (
            <li key={name} className="flex items-center gap-2">
              <span aria-hidden className={`w-5 border-t-3 ${DASH_NAMES[index] ?? SWATCHES[0]}`} />
              {name}
              <span className="font-medium tabular-nums">{value === null ? '–' : write(value)}</span>
            </li>
          )
        })}
        {at !== null && time !== undefined && (
          <li className="ml-auto text-soft tabular-nums">
            {format.dateTime(new Date(time * 1000), { timeStyle: 'medium' })}
          </li>
        )}
      </ul>
    </div>
  )
}

const latestOf = (values: readonly (number | null)[]): number | null =>
  values.findLast((value) => value !== null) ?? null

interface Drawing extends Required<Pick<LineChartProps, 'times' | 'series' | 'write' | 'most'>> {
  readonly onPoint: (index: number | null) => void
}

/** Made anew for other lines and other colours. */
function Plot({ label, drawing }: { readonly label: string; readonly drawing: Drawing }): JSX.Element {
  const host = useRef<HTMLDivElement>(null)
  useChart(host, drawing)
  return <div ref={host} role="img" aria-label={label} className="min-w-0 overflow-hidden" />
}

function useChart(host: RefObject<HTMLDivElement | null>, drawing: Drawing): void {
  const chart = useRef<uPlot | null>(null)
  const format = useFormatter()
  const create = useEffectEvent((element: HTMLDivElement): uPlot => {
    const { series, write, most, onPoint } = drawing
    const color = (name: string): string => colorOf(element, name)
    const axis: uPlot.Axis = {
      stroke: color('soft'),
      font: '12px system-ui, sans-serif',
      grid: { stroke: color('line'), width: 1 },
      ticks: { stroke: color('line'), width: 1, size: 4 },
    }
    const clock = (seconds: number): string => format.dateTime(new Date(seconds * 1000), { timeStyle: 'short' })
    return new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
        scales: {
          x: { time: true, range: (_, from, to) => [Math.min(from, to - LEAST_SECONDS), to] },
          y: { range: (_, __, to) => [0, Math.max(to * 1.1, most, Number.MIN_VALUE)] },
        },
        axes: [
          { ...axis, values: (_, splits) => withoutRepeats(splits.map((seconds) => clock(seconds))) },
          { ...axis, size: 74, values: (_, splits) => splits.map((value) => write(value)) },
        ],
        series: [
          {},
          ...series.map(({ name }, index) => ({
            label: name,
            stroke: color(COLORS[index] ?? COLORS[0]),
            width: 2,
            dash: DASHES[index] ?? [],
            points: { size: 5 },
          })),
        ],
        hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
      },
      dataOf(drawing),
      element,
    )
  })

  useEffect(() => {
    const element = host.current
    if (element === null) return
    const made = create(element)
    chart.current = made
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      made.destroy()
      chart.current = null
    }
  }, [host])

  const { times, series } = drawing
  useEffect(() => {
    chart.current?.setData(dataOf({ times, series }))
  }, [times, series])
}

/** Within a minute, the clock says the same. */
const withoutRepeats = (texts: readonly string[]): string[] =>
  texts.map((text, index) => (text === texts[index - 1] ? '' : text))

const dataOf = ({ times, series }: Pick<LineChartProps, 'times' | 'series'>): uPlot.AlignedData => [
  [...times],
  ...series.map(({ values }) => [...values]),
]

/** A canvas knows no variables and no light-dark(): the browser is asked what the token stands for here. */
function colorOf(element: HTMLElement, token: string): string {
  const before = element.style.color
  element.style.color = `var(--color-${token})`
  const { color } = getComputedStyle(element)
  element.style.color = before
  return color
}
