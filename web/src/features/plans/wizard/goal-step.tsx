import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../../api/use-answer.ts'
import { TextArea } from '../../../components/field.tsx'
import { Chip } from '../chip.tsx'
import type { PlanForm } from './plan-form.ts'
import type { PlanFormMethods } from './use-plan-form.ts'

const SUGGESTED = 12

interface GoalStepProps {
  readonly form: PlanFormMethods
  readonly values: PlanForm
  readonly collection: string
}

/** What is to be learned, in words, with what the documents teach most as suggestions. */
export function GoalStep({ form, values, collection }: GoalStepProps): JSX.Element {
  const t = useTranslations('plans')
  const { data } = useAnswer(
    'listConcepts',
    { query: { collection, limit: SUGGESTED } },
    { enabled: collection !== '' },
  )
  const parts = values.goal.split(SEPARATOR).filter((part) => part !== '')
  const toggle = (name: string): void => {
    const next = parts.includes(name) ? parts.filter((part) => part !== name) : [...parts, name]
    form.setValue('goal', next.join(', '), { shouldDirty: true })
    form.setValue('dropped', [])
  }
  return (
    <div className="flex flex-col gap-5">
      <TextArea
        {...form.register('goal', { onChange: () => form.setValue('dropped', []) })}
        label={t('goalLabel')}
        placeholder={t('goalPlaceholder')}
        hint={t('goalHint')}
        rows={2}
        maxLength={500}
        onKeyDown={(event) => {
          // A goal is one thought: Enter makes the plan, as in a search field.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      />
      {data !== undefined && data.concepts.length > 0 && (
        <section aria-labelledby="goal-suggestions">
          <h3 id="goal-suggestions" className="mb-2 text-sm font-medium">
            {t('suggestions')}
          </h3>
          <div className="flex flex-wrap gap-2">
            {data.concepts.map(({ id, name }) => (
              <Chip key={id} pressed={parts.includes(name)} onPress={() => toggle(name)}>
                {name}
              </Chip>
            ))}
          </div>
        </section>
      )}
    </div>
  )
}

const SEPARATOR = /\s*,\s*/
