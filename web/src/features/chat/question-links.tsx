import type { JSX } from 'react'
import { Link } from 'wouter'
import { writeAsk, type AskScope } from './ask-address.ts'

interface QuestionLinksProps {
  readonly title: string
  readonly questions: readonly string[]
  readonly scope: AskScope
}

/** Questions to be asked by a click. */
export function QuestionLinks({ title, questions, scope }: QuestionLinksProps): JSX.Element | null {
  if (questions.length === 0) return null
  return (
    <nav aria-label={title}>
      <h2 className="mb-2 text-sm font-semibold text-soft">{title}</h2>
      <ul className="flex flex-wrap gap-2">
        {questions.map((question) => (
          <li key={question}>
            <Link
              href={`/ask?${writeAsk({ ...scope, question, answerId: null, open: null }).toString()}`}
              className="inline-flex min-h-8 items-center rounded-full border border-line-strong bg-surface px-3 text-sm text-accent no-underline hover:bg-accent-soft"
            >
              {question}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
