import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

export const STEPS = ['goal', 'scope', 'time', 'preview'] as const
export type Step = (typeof STEPS)[number]

interface StepListProps {
  readonly step: Step
  readonly wrong: ReadonlySet<Step>
  readonly onStep: (step: Step) => void
}

/** Where one is; any step can be gone to at any time. */
export function StepList({ step, wrong, onStep }: StepListProps): JSX.Element {
  const t = useTranslations('plans')
  return (
    <nav aria-label={t('steps')}>
      <ol className="flex gap-1 rounded-lg border border-line bg-sunken p-1">
        {STEPS.map((name, index) => (
          <li key={name} className="min-w-0 flex-1">
            <button
              type="button"
              aria-current={name === step ? 'step' : undefined}
              onClick={() => onStep(name)}
              className="flex min-h-10 w-full items-center justify-center gap-1.5 rounded-md px-1 text-sm text-soft hover:text-ink aria-[current=step]:bg-surface aria-[current=step]:font-medium aria-[current=step]:text-ink aria-[current=step]:shadow-card"
            >
              <span aria-hidden className="hidden tabular-nums sm:inline">
                {index + 1}
              </span>
              {t(`step.${name}`)}
              {wrong.has(name) && (
                <span className="font-bold text-bad">
                  ! <span className="sr-only">{t('stepWrong')}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
