import type { JSX } from 'react'
import { classNames } from './class-names.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  /** The value as it is read. */
  readonly text: string
  /** Stands out, such as the best one. */
  readonly strong?: boolean
}

/** Figures as bars below each other, each with its name and value in words. */
export function BarList({
  bars,
  label,
  most,
}: {
  readonly bars: readonly Bar[]
  readonly label: string
  readonly most?: number
}): JSX.Element {
  const largest = most ?? Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  return (
    <ul aria-label={label} className="flex flex-col gap-2.5">
      {bars.map(({ name, value, text, strong = false }) => (
        <li key={name} className="flex flex-col gap-1">
          <span className="flex items-baseline gap-3 text-sm">
            <span className="min-w-0 flex-1">{name}</span>
            <span className="font-medium tabular-nums">{text}</span>
          </span>
          <span aria-hidden className="h-3 overflow-hidden rounded-sm bg-sunken">
            <span
              className={classNames('block h-full rounded-sm', strong ? 'bg-series-1' : 'bg-line-strong')}
              style={{ width: `${Math.max(0.5, Math.min(100, (value / largest) * 100))}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  )
}
