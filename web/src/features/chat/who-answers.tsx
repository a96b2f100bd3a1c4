import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { SelectField } from '../../components/field.tsx'
import { EXTRACTIVE } from './answer-engine.ts'

interface WhoAnswersProps {
  /** Null: the chain, as it is chosen for everything. */
  readonly model: string | null
  readonly onChange: (model: string | null) => void
}

const CHAIN = ''

/** Which language model answers, or none. Nothing to see where none is connected. */
export function WhoAnswers({ model, onChange }: WhoAnswersProps): JSX.Element | null {
  const t = useTranslations('chat')
  const { data } = useAnswer('listLanguageModels')
  const ids = data?.models.map(({ id }) => id) ?? []
  if (data === undefined || (ids.length === 0 && model === null)) return null
  const isGone = model !== null && model !== EXTRACTIVE && !ids.includes(model)
  const chain = data.chain.map((id) => (id === EXTRACTIVE ? t('quotesAlone') : id)).join(t('then'))
  return (
    <SelectField
      label={t('whoAnswers')}
      labelHidden
      className="max-w-80"
      value={model ?? CHAIN}
      onChange={({ target }) => onChange(target.value === CHAIN ? null : target.value)}
    >
      <option value={CHAIN}>{t('chain', { chain })}</option>
      {[...ids, ...(isGone ? [model] : [])].map((id) => (
        <option key={id} value={id}>
          {t('modelAnswers', { name: id })}
        </option>
      ))}
      <option value={EXTRACTIVE}>{t('extractiveAnswers')}</option>
    </SelectField>
  )
}
