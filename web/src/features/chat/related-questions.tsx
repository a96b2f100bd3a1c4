import type { AskResponse, Concept } from '@learnpath/contracts'
import { useMemo, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { QuestionButtons } from './question-buttons.tsx'

/** Concepts of a collection that are looked through for those of a quote. */
const LOOKED_THROUGH = 500
const SHOWN = 4
/** In the language of the concept: documents of another language do not answer. */
const LANGUAGES: Readonly<Record<string, { readonly ask: string; readonly articles: readonly string[] }>> = {
  en: { ask: 'What is', articles: ['a', 'an', 'the'] },
  de: { ask: 'Was ist', articles: ['ein', 'eine', 'der', 'die', 'das'] },
}

interface RelatedQuestionsProps {
  readonly response: AskResponse
  readonly onAsk: (question: string) => void
}

/** What is it? – of concepts that the sources name and that some document defines, so that there is an answer. */
export function RelatedQuestions({ response, onAsk }: RelatedQuestionsProps): JSX.Element | null {
  const t = useTranslations('chat')
  const collection = response.citations[0]?.collection ?? ''
  const { data } = useAnswer(
    'listConcepts',
    { query: { collection, limit: LOOKED_THROUGH } },
    { enabled: collection !== '' },
  )
  const questions = useMemo(() => relatedQuestions(data?.concepts ?? [], response), [data, response])
  return <QuestionButtons title={t('related')} questions={questions} onAsk={onAsk} />
}

function relatedQuestions(concepts: readonly Concept[], { question, citations }: AskResponse): string[] {
  const quoted = citations.map(({ text }) => text.toLowerCase()).join('\n')
  const asked = question.toLowerCase()
  return concepts
    .filter(({ name, aliases, definition }) => {
      const names = [name, ...aliases].map((one) => one.toLowerCase())
      return (
        definition !== null && names.some((one) => isNamed(one, quoted)) && !names.some((one) => isNamed(one, asked))
      )
    })
    .flatMap((concept) => questionAbout(concept) ?? [])
    .slice(0, SHOWN)
}

/** With the article that the sentence which defines it begins with. */
function questionAbout({ name, language, definition }: Concept): string | null {
  const words = LANGUAGES[language]
  if (words === undefined) return null
  const start = definition?.text.toLowerCase() ?? ''
  const article = words.articles.find((one) => start.startsWith(`${one} ${name.toLowerCase()}`))
  return `${[words.ask, article, name].filter(Boolean).join(' ')}?`
}

/** As words of its own, not as a part of others. */
function isNamed(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + name.length))) return true
  }
  return false
}
