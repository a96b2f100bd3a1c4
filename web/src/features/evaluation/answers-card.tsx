import type { ChatEvaluationAnswer, ChatReport } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { CitedAnswer } from './cited-answer.tsx'
import { isUnderWay, REFRESH_MS } from './is-under-way.ts'
import { useMeasureText } from './use-measure-text.ts'

interface AnswersCardProps {
  readonly runId: string
  readonly report: ChatReport
}

/** All answers to one question beside each other. */
export function AnswersCard({ runId, report }: AnswersCardProps): JSX.Element {
  const t = useTranslations('evaluation')
  const first = report.questions.filter(({ turn }) => turn === 0)
  const [chosen, setChosen] = useState<string | null>(null)
  const questionId = chosen ?? first[0]?.id ?? ''
  const { run, setup } = report
  const turnsOf = report.questions.filter(({ id }) => id === questionId).length
  const expected = turnsOf * setup.subjects.length * setup.repetitions
  const answers = useAnswer(
    'listChatEvaluationAnswers',
    { params: { id: runId }, query: { questionId, limit: 500 } },
    {
      enabled: questionId !== '',
      keepBefore: true,
      refetchMs: (answer) =>
        isUnderWay(run) || (run.state === 'complete' && (answer?.total ?? 0) < expected) ? REFRESH_MS : false,
    },
  )
  const turns = [...new Set(answers.data?.answers.map(({ turn }) => turn))].toSorted((one, other) => one - other)
  return (
    <Card title={t('answers')}>
      <SelectField label={t('question')} value={questionId} onChange={({ target }) => setChosen(target.value)}>
        {first.map(({ id, text, tier }) => (
          <option key={id} value={id}>
            {t('tier', { tier })}: {text}
          </option>
        ))}
      </SelectField>
      {answers.isPending && <Skeleton className="mt-4" />}
      {answers.isError && <ErrorState error={answers.error} onRetry={() => void answers.refetch()} />}
      {turns.map((turn) => (
        <Turn key={turn} answers={answers.data?.answers.filter((answer) => answer.turn === turn) ?? []} />
      ))}
    </Card>
  )
}

function Turn({ answers }: { readonly answers: readonly ChatEvaluationAnswer[] }): JSX.Element {
  const t = useTranslations('evaluation')
  const [first] = answers
  return (
    <section className="mt-5">
      <h3 className="font-medium">
        {first !== undefined && first.turn > 0 && <span className="text-soft">{t('followUp')} </span>}
        {first?.question}
      </h3>
      <div className="mt-2 grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {answers.map((answer) => (
          <OneAnswer key={answer.key} answer={answer} />
        ))}
      </div>
    </section>
  )
}

function OneAnswer({ answer }: { readonly answer: ChatEvaluationAnswer }): JSX.Element {
  const t = useTranslations('evaluation')
  const { subject, repetition, topics, measures, failure } = answer
  return (
    <article className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-4">
      <h4 className="flex flex-wrap items-center gap-2 font-semibold">
        {subject}
        {repetition > 1 && <span className="text-sm font-normal text-soft">{t('repetition', { repetition })}</span>}
        {answer.abstained && <Badge kind="warn">{t('abstained')}</Badge>}
      </h4>
      {failure !== null && <p className="text-bad">{failure.message}</p>}
      {answer.answer !== null && (
        <CitedAnswer answer={answer.answer} citations={answer.citations} sentences={answer.sentences} />
      )}
      {topics.length > 0 && (
        <ul aria-label={t('topics')} className="flex flex-wrap gap-1.5">
          {topics.map(({ topic, found }) => (
            <li key={topic}>
              <Badge kind={found ? 'good' : 'plain'}>
                {topic}
                <span className="sr-only"> {t(found ? 'topicFound' : 'topicMissing')}</span>
                <span aria-hidden>{found ? ' ✓' : ' –'}</span>
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <Facts measures={measures} />
    </article>
  )
}

const FACTS = ['totalMs', 'faithfulness', 'citationPrecision'] as const

function Facts({ measures }: Pick<ChatEvaluationAnswer, 'measures'>): JSX.Element {
  const t = useTranslations('evaluation')
  const text = useMeasureText()
  const facts = FACTS.flatMap((measure) => {
    const value = measures[measure]
    return value === null ? [] : [`${t(`measure.${measure}`)}: ${text.measure(measure, value)}`]
  })
  return <p className="mt-auto text-sm text-soft">{facts.join(' · ')}</p>
}
