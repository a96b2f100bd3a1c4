import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import type { PlanFormMethods } from './use-plan-form.ts'

const LEVELS = ['beginner', 'intermediate', 'advanced'] as const

/** How much of what the goal builds on is to be read. */
export function LevelChoice({ form }: { readonly form: PlanFormMethods }): JSX.Element {
  const t = useTranslations('plans')
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('level')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {LEVELS.map((level) => (
          <label
            key={level}
            className="flex items-start gap-2 rounded-md border border-line-strong bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              value={level}
              {...form.register('level', { onChange: () => form.setValue('dropped', []) })}
              className="mt-1 size-4.5 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium">{t(`levels.${level}.name`)}</span>
              <span className="block text-sm text-soft">{t(`levels.${level}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
