import type { Concept } from '@learnpath/contracts'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useLanguage } from '../../i18n/language-provider.tsx'
import { useCollection } from '../library/use-collection.ts'

const SAMPLES = 'samples'
const SAMPLE_QUESTIONS = {
  en: [
    'What is photosynthesis?',
    'What is the testing effect?',
    'Why do cacti open their stomata at night?',
    'Welche Nummer hat der Notruf?',
  ],
  de: [
    'Welche Nummer hat der Notruf?',
    'Was ist der Schlupf?',
    'What is photosynthesis?',
    'Why do cacti open their stomata at night?',
  ],
} as const

const MOST_SUGGESTED = 4
const CONCEPTS_TRIED = 12

/** Questions that these documents answer: known ones for the samples, otherwise asked beforehand. */
export function useSuggestedQuestions(): readonly string[] {
  const { language } = useLanguage()
  const [chosen] = useCollection()
  const { data: status } = useAnswer('status')
  const isReading = status === undefined || status.documents.queued + status.documents.processing > 0
  const { data: list } = useAnswer('listCollections')
  const largest = (list?.collections ?? []).toSorted((a, b) => b.documentCount - a.documentCount)[0]?.name
  const collection = chosen ?? largest
  const isOwn = collection !== undefined && collection !== SAMPLES
  const { data: concepts } = useAnswer(
    'listConcepts',
    { query: { ...(collection === undefined ? {} : { collection }), limit: CONCEPTS_TRIED } },
    { enabled: isOwn },
  )
  const candidates = (concepts?.concepts ?? []).filter(({ definition }) => definition !== null).map(questionAbout)
  const { data: answered } = useQuery({
    queryKey: ['suggestedQuestions', collection, candidates],
    queryFn: async ({ signal }) => await answeredOf(candidates, collection, signal),
    enabled: isOwn && candidates.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  // Before all of them have been read, some would not be answered.
  if (collection === SAMPLES) return isReading ? [] : SAMPLE_QUESTIONS[language]
  return answered ?? []
}

/** In a form that needs no article. */
const questionAbout = ({ name, language }: Concept): string =>
  language === 'de' ? `Was ist ${name}?` : `What does “${name}” mean?`

/** A question is suggested only when its answer is there word by word. */
async function answeredOf(
  questions: readonly string[],
  collection: string | undefined,
  signal: AbortSignal,
): Promise<string[]> {
  const answered: string[] = []
  for (const question of questions) {
    if (answered.length === MOST_SUGGESTED) break
    const filters = collection === undefined ? {} : { filters: { collections: [collection] } }
    const answer = await call('ask', { body: { question, ...filters }, signal })
    if (!answer.abstained && answer.citations.length > 0) answered.push(question)
  }
  return answered
}
