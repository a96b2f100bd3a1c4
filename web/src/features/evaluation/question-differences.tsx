import type { QuestionResult, RetrievalReport } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField } from '../../components/field.tsx'
import { useMeasureText } from './use-measure-text.ts'

const SHOWN = 12

/** On which questions one way to search beats the reference, or loses to it; the greatest differences first. */
export function QuestionDifferences({ report }: { readonly report: RetrievalReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const names = report.subjects.map(({ name }) => name)
  const reference = names.indexOf(report.reference)
  const others = names.filter((_, at) => at !== reference)
  const [chosen, setChosen] = useState(others[0] ?? '')
  const [most, setMost] = useState(SHOWN)
  const other = names.indexOf(chosen)
  const differing = report.perQuestion
    .map((result) => ({
      result,
      difference: (result.subjects[other]?.ndcg10 ?? 0) - (result.subjects[reference]?.ndcg10 ?? 0),
    }))
    .filter(({ difference }) => difference !== 0)
    .toSorted((one, two) => Math.abs(two.difference) - Math.abs(one.difference))
  return (
    <Card title={t('byQuestion')}>
      <SelectField
        label={t('comparedWith', { reference: report.reference })}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
      >
        {others.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </SelectField>
      {differing.length === 0 && <p className="mt-4 text-soft">{t('noDifferences')}</p>}
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {differing.slice(0, most).map(({ result, difference }) => (
          <DifferenceRow key={result.questionId} result={result} difference={difference} places={[reference, other]} />
        ))}
      </ul>
      {differing.length > most && (
        <Button className="mt-3" size="small" onClick={() => setMost(most + SHOWN)}>
          {t('showMore', { count: differing.length - most })}
        </Button>
      )}
    </Card>
  )
}

interface DifferenceRowProps {
  readonly result: QuestionResult
  readonly difference: number
  /** Of the reference and of the other among the subjects. */
  readonly places: readonly [number, number]
}

function DifferenceRow({ result, difference, places }: DifferenceRowProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { number } = useMeasureText()
  const [before, after] = places.map((place) => result.subjects[place]?.firstRank ?? null)
  const rank = (value: number | null | undefined): string =>
    value === null || value === undefined ? t('notFound') : t('rank', { rank: value })
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
      <Badge kind={difference > 0 ? 'good' : 'bad'}>
        {difference > 0 ? '+' : '−'}
        {number(Math.abs(difference))}
      </Badge>
      <Link href={`/search?q=${encodeURIComponent(result.question)}`} className="min-w-0 flex-1 basis-64">
        {result.question}
      </Link>
      <span className="text-sm text-soft">{t('fromTo', { from: rank(before), to: rank(after) })}</span>
    </li>
  )
}
