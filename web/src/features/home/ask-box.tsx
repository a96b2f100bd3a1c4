import { ArrowRightIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link, useLocation } from 'wouter'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { useSuggestedQuestions } from './use-suggested-questions.ts'

const LONGEST_QUESTION = 2000

const askAddress = (question: string): string => `/ask?q=${encodeURIComponent(question)}`

/** A question to the documents, with some that they are known to answer. */
export function AskBox(): JSX.Element {
  const t = useTranslations('home')
  const [, navigate] = useLocation()
  const [question, setQuestion] = useState('')
  const suggested = useSuggestedQuestions()
  return (
    <section aria-label={t('ask')} className="mb-8">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (question.trim() !== '') navigate(askAddress(question.trim()))
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField
            label={t('ask')}
            labelHidden
            placeholder={t('askPlaceholder')}
            value={question}
            maxLength={LONGEST_QUESTION}
            className="min-h-12 text-lg"
            onChange={({ target }) => setQuestion(target.value)}
          />
        </div>
        <Button type="submit" variant="primary" className="min-h-12" disabled={question.trim() === ''}>
          {t('askButton')}
        </Button>
      </form>
      {suggested.length > 0 && (
        <>
          <h2 className="mt-4 mb-2 text-sm font-medium text-soft">{t('suggested')}</h2>
          <ul className="flex flex-wrap gap-2">
            {suggested.map((text) => (
              <li key={text}>
                <Link
                  href={askAddress(text)}
                  className="inline-flex min-h-9 items-center gap-2 rounded-full border border-line-strong bg-surface px-3.5 text-ink no-underline hover:border-accent hover:bg-accent-soft"
                >
                  {text}
                  <ArrowRightIcon aria-hidden className="shrink-0 text-accent" />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
