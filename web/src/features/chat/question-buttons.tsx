import { useId, type JSX } from 'react'

interface QuestionButtonsProps {
  readonly title: string
  readonly questions: readonly string[]
  readonly onAsk: (question: string) => void
}

/** Questions to be asked by a click. */
export function QuestionButtons({ title, questions, onAsk }: QuestionButtonsProps): JSX.Element | null {
  const id = useId()
  if (questions.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-sm font-semibold text-soft">
        {title}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              className="min-h-8 rounded-full border border-line-strong bg-surface px-3 text-left text-sm text-accent hover:bg-accent-soft"
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
