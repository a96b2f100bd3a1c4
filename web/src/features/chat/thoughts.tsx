import type { JSX } from 'react'
import { useTranslations } from 'use-intl'

interface ThoughtsProps {
  readonly text: string
  readonly isThinking: boolean
}

/** What a model thought before it answered: folded away, and nothing that an answer rests on. */
export function Thoughts({ text, isThinking }: ThoughtsProps): JSX.Element | null {
  const t = useTranslations('chat')
  if (text === '') return null
  return (
    <details className="rounded-md border border-line bg-ground text-sm">
      <summary className="cursor-pointer px-3 py-2 text-soft">{t(isThinking ? 'thinking' : 'thoughts')}</summary>
      <p className="border-t border-line px-3 py-2 whitespace-pre-line text-soft">{text}</p>
    </details>
  )
}
