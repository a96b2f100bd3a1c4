import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { TextArea } from '../../components/field.tsx'

interface QuestionEditorProps {
  readonly question: string
  readonly onAsk: (question: string) => void
  readonly onCancel: () => void
}

const MOST_CHARACTERS = 2000

/** Another question in the place of this one; what was there stays as another version. */
export function QuestionEditor({ question, onAsk, onCancel }: QuestionEditorProps): JSX.Element {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const [typed, setTyped] = useState(question)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(question.length, question.length)
  }, [question])
  const submit = (): void => {
    if (typed.trim() !== '') onAsk(typed.trim())
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextArea
        ref={field}
        label={t('edit')}
        hint={t('editHint')}
        rows={2}
        value={typed}
        maxLength={MOST_CHARACTERS}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          submit()
        }}
      />
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" disabled={typed.trim() === ''}>
          {t('ask')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  )
}
