import type { RetrievalReport, RetrievalSubjectReport } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Card } from '../../components/card.tsx'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { useMeasureText } from './use-measure-text.ts'

const METRICS = ['ndcg10', 'mrr10', 'recall10', 'hit1', 'hit10'] as const
const HEAD = 'px-2 py-2 text-right whitespace-nowrap'
const CELL = `${HEAD} tabular-nums align-top`

/** Quality, speed and memory of each way to search, and its difference to the reference. */
export function RetrievalTable({ report }: { readonly report: RetrievalReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const isAlone = report.subjects.length === 1
  return (
    <Card title={t('results')}>
      <p className="mb-3 text-sm text-soft">{t('resultsHint')}</p>
      <ScrollRegion label={t('results')} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <caption className="sr-only">{t('results')}</caption>
          <thead className="bg-sunken">
            <tr>
              <th scope="col" className="px-3 py-2 text-left">
                {t('waysToSearch')}
              </th>
              {METRICS.map((metric) => (
                <th key={metric} scope="col" className={HEAD}>
                  {t(`metric.${metric}`)}
                </th>
              ))}
              {!isAlone && (
                <>
                  <th scope="col" className={HEAD}>
                    {t('difference')}
                  </th>
                  <th scope="col" className={HEAD}>
                    {t('overlap')}
                  </th>
                </>
              )}
              <th scope="col" className={HEAD}>
                {t('latency')}
              </th>
              <th scope="col" className={HEAD}>
                {t('memory')}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.subjects.map((subject) => (
              <SubjectRow
                key={subject.name}
                subject={subject}
                isRecommended={report.recommendation?.subject === subject.name}
                isAlone={isAlone}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  )
}

interface SubjectRowProps {
  readonly subject: RetrievalSubjectReport
  readonly isRecommended: boolean
  readonly isAlone: boolean
}

function SubjectRow({ subject, isRecommended, isAlone }: SubjectRowProps): JSX.Element {
  const t = useTranslations('evaluation')
  const size = useFileSize()
  const { number, range, milliseconds } = useMeasureText()
  const { name, metrics, latency, memory } = subject
  return (
    <tr className="border-t border-line">
      <th scope="row" className="min-w-36 px-3 py-2 text-left align-top font-medium hyphens-auto">
        {name}
        {isRecommended && (
          <span className="block">
            <Badge kind="good">{t('recommended')}</Badge>
          </span>
        )}
      </th>
      {METRICS.map((metric) => (
        <td key={metric} className={CELL}>
          <span className="font-medium">{number(metrics[metric].value)}</span>
          <span className="block text-xs text-soft">{range(metrics[metric], number)}</span>
        </td>
      ))}
      {!isAlone && <Against subject={subject} />}
      <td className={CELL}>
        {milliseconds(latency.p50Ms)}
        <span className="block text-xs text-soft">{t('p95', { time: milliseconds(latency.p95Ms) })}</span>
      </td>
      <td className={CELL}>{size(memory.modelBytes + memory.vectorBytes)}</td>
    </tr>
  )
}

const LEAST_SIGNIFICANT = 0.05

function Against({ subject: { againstReference } }: Pick<SubjectRowProps, 'subject'>): JSX.Element {
  const t = useTranslations('evaluation')
  const { number, range, share } = useMeasureText()
  if (againstReference === null) {
    return (
      <>
        <td className={`${CELL} text-soft`}>{t('reference')}</td>
        <td className={`${CELL} text-soft`}>–</td>
      </>
    )
  }
  const { ndcg10 } = againstReference.metrics
  const isClear = ndcg10.pValue < LEAST_SIGNIFICANT
  return (
    <>
      <td className={CELL}>
        <span className={isClear ? (ndcg10.value > 0 ? 'font-semibold text-good' : 'font-semibold text-bad') : ''}>
          {ndcg10.value > 0 ? '+' : ''}
          {number(ndcg10.value)}
        </span>
        <span className="block text-xs text-soft">{range(ndcg10, number)}</span>
        <span className="block max-w-32 text-xs whitespace-normal text-soft">
          {t('winsLosses', { wins: ndcg10.wins, ties: ndcg10.ties, losses: ndcg10.losses })}
        </span>
      </td>
      <td className={CELL}>{share(againstReference.overlap10)}</td>
    </>
  )
}
