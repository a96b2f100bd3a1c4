import type { JSX } from 'react'
import { classNames } from './class-names.ts'

interface ProgressBarProps {
  /** What is progressing, for screen readers. */
  readonly label: string
  /** 0 to 1; null when it is not known how far it is. */
  readonly value: number | null
  readonly kind?: 'accent' | 'good' | 'warn'
}

const FILLS = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn' } as const

export function ProgressBar({ label, value, kind = 'accent' }: ProgressBarProps): JSX.Element {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className="h-2 w-full overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
    >
      <div
        className={classNames(
          'h-full rounded-full transition-[width]',
          FILLS[kind],
          percent === null && 'w-1/3 animate-pulse',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
