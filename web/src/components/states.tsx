import type { JSX, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useProblemText } from '../i18n/problem-text.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

interface EmptyStateProps {
  readonly title: string
  readonly children?: ReactNode
  /** What to do about it. */
  readonly actions?: ReactNode
}

export function EmptyState({ title, children, actions }: EmptyStateProps): JSX.Element {
  return (
    <section className="mx-auto flex max-w-prose flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-10 text-center">
      <h2 className="text-lg">{title}</h2>
      {children !== undefined && <div className="text-soft empty:hidden">{children}</div>}
      {actions !== undefined && <div className="flex flex-wrap justify-center gap-2 empty:hidden">{actions}</div>}
    </section>
  )
}

/** Says what went wrong and what to do, in the language of the app. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}): JSX.Element {
  const t = useTranslations('app')
  const { title, advice, detail } = useProblemText()(error)
  return (
    <section role="alert" className="rounded-lg border border-bad bg-bad-soft px-5 py-4">
      <h2 className="font-semibold text-bad">{title}</h2>
      {detail !== null && <p className="mt-1 text-sm">{detail}</p>}
      <p className="mt-1">{advice}</p>
      {onRetry !== undefined && (
        <Button className="mt-3" size="small" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </section>
  )
}

/** Grey lines in the place of what is on its way. */
export function Skeleton({
  lines = 3,
  className,
}: {
  readonly lines?: number
  readonly className?: string
}): JSX.Element {
  const t = useTranslations('app')
  return (
    <div role="status" data-loading className={classNames('flex flex-col gap-3', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          aria-hidden
          className={classNames('h-4 animate-pulse rounded-sm bg-line', line % 3 === 2 ? 'w-2/3' : 'w-full')}
        />
      ))}
    </div>
  )
}
