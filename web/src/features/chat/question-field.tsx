import { PaperPlaneIcon, StopIcon } from '@radix-ui/react-icons'
import { useEffect, useId, useRef, useState, type JSX, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'

interface QuestionFieldProps {
  /** The question that is answered now, where it stays in the field. */
  readonly asked?: string
  readonly placeholder?: string
  /** Where the answer is above it, the keyboard waits here for the next question. */
  readonly takesFocus?: boolean
  readonly isAsking: boolean
  readonly onAsk: (question: string) => void
  /** Null: there is nothing yet that could be stopped. */
  readonly onStop: (() => void) | null
}

const MOST_CHARACTERS = 2000

/** Enter asks; with Shift it begins a line. */
export function QuestionField({
  asked = '',
  placeholder,
  takesFocus = true,
  isAsking,
  onAsk,
  onStop,
}: QuestionFieldProps): JSX.Element {
  const t = useTranslations('chat')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState(asked)
  const [before, setBefore] = useState(asked)
  if (asked !== before) {
    setBefore(asked)
    setTyped(asked)
  }
  useEffect(() => {
    // Whoever comes by a question's address comes to read.
    if (takesFocus && field.current?.value === '') field.current.focus({ preventScroll: true })
  }, [takesFocus])
  const ask = (): void => {
    if (typed.trim() === '' || isAsking) return
    onAsk(typed.trim())
    setTyped(asked)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isAsking) onStop?.()
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    ask()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
      className="flex flex-col gap-1"
    >
      <label htmlFor={id} className="sr-only">
        {t('field')}
      </label>
      <div className="flex items-end gap-2 rounded-lg border border-line-strong bg-surface p-2 shadow-card focus-within:outline-3 focus-within:outline-accent">
        <textarea
          ref={field}
          id={id}
          rows={1}
          value={typed}
          placeholder={placeholder ?? t('placeholder')}
          maxLength={MOST_CHARACTERS}
          enterKeyHint="send"
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKeyDown}
          // Another question is typed over the one that has been asked.
          onFocus={({ target }) => {
            if (typed === asked && typed !== '') target.select()
          }}
          className="field-sizing-content max-h-48 min-h-10 min-w-0 flex-1 resize-none px-2 py-1.5 text-lg focus-visible:outline-none"
        />
        {isAsking && onStop !== null ? (
          // Another element than the button that submits: or the click that stops would ask again.
          <Button key="stop" icon={<StopIcon />} onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <Button
            key="ask"
            type="submit"
            variant="primary"
            icon={<PaperPlaneIcon />}
            busy={isAsking}
            disabled={typed.trim() === ''}
          >
            {t('ask')}
          </Button>
        )}
      </div>
    </form>
  )
}
