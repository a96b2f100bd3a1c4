import type { JSX, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface CardProps {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A sheet of paper on the ground. */
export function Card({ title, actions, className, children }: CardProps): JSX.Element {
  return (
    <section className={classNames('rounded-lg border border-line bg-surface p-5 shadow-card', className)}>
      {(title !== undefined || actions !== undefined) && (
        <header className="mb-3 flex flex-wrap items-center gap-2">
          {title !== undefined && <h2 className="min-w-0 flex-1 basis-36 text-lg">{title}</h2>}
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}
