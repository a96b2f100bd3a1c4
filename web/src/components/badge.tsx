import type { JSX, ReactNode } from 'react'
import { classNames } from './class-names.ts'

const KINDS = {
  plain: 'bg-sunken text-soft',
  accent: 'bg-accent-soft text-accent-strong',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const

export function Badge({
  kind = 'plain',
  children,
}: {
  readonly kind?: keyof typeof KINDS
  readonly children: ReactNode
}): JSX.Element {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        KINDS[kind],
      )}
    >
      {children}
    </span>
  )
}
