import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { TextArea, TextField } from '../../../components/field.tsx'
import type { AnswerFormProps } from './answer-form-props.ts'

/** Words to type: those that are missing, or an answer of one's own. */
export function TextAnswer({ item, answer, onChange, isClosed }: AnswerFormProps): JSX.Element {
  const t = useTranslations('quizzes')
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const properties = {
    ref: field,
    value: answer !== null && 'text' in answer ? answer.text : '',
    readOnly: isClosed,
    maxLength: 2000,
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    onChange: ({ target }: { readonly target: { readonly value: string } }): void =>
      onChange(target.value.trim() === '' ? null : { text: target.value }),
  } as const
  if (item.type === 'cloze') return <TextField {...properties} label={t('missingWords')} />
  return (
    <TextArea
      {...properties}
      rows={2}
      label={t('yourAnswer')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey) return
        event.preventDefault()
        event.currentTarget.form?.requestSubmit()
      }}
    />
  )
}
