import type { ChatMeasure, ChatReport } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Card } from '../../components/card.tsx'
import { ScrollRegion } from '../../components/scroll-region.tsx'
import { useMeasureText } from './use-measure-text.ts'

const GROUPS: Readonly<Record<'answers' | 'speed' | 'machine', readonly ChatMeasure[]>> = {
  answers: ['topicCoverage', 'faithfulness', 'citationPrecision', 'documentCited', 'abstentionRight'],
  speed: ['firstTextMs', 'totalMs', 'tokensPerSecond', 'generatedTokens', 'loadMs'],
  machine: ['modelBytes', 'vramBytes', 'processorMs', 'residentBytes'],
}
const NAMES = ['answers', 'speed', 'machine'] as const

/** Everything that was measured, by subject, with the intervals of the means. */
export function MeasuresCard({ report }: { readonly report: ChatReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const { subjects } = report
  const isMeasured = (measure: ChatMeasure): boolean => subjects.some(({ measures }) => measures[measure] !== null)
  return (
    <Card title={t('measures')}>
      <p className="mb-3 text-sm text-soft">{t('measuresHint', { count: report.setup.questions })}</p>
      <ScrollRegion label={t('measures')} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <caption className="sr-only">{t('measures')}</caption>
          <thead className="bg-sunken">
            <tr>
              <th scope="col" className="px-3 py-2 text-left">
                {t('measureColumn')}
              </th>
              {subjects.map(({ label }) => (
                <th key={label} scope="col" className="px-3 py-2 text-right">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          {NAMES.map((name) => (
            <tbody key={name}>
              <tr className="border-t border-line">
                <th
                  scope="rowgroup"
                  colSpan={subjects.length + 1}
                  className="px-3 pt-3 pb-1 text-left text-xs font-medium text-soft"
                >
                  {t(`group.${name}`)}
                </th>
              </tr>
              {GROUPS[name].filter(isMeasured).map((measure) => (
                <MeasureRow key={measure} measure={measure} subjects={subjects} />
              ))}
            </tbody>
          ))}
        </table>
      </ScrollRegion>
      <Failures subjects={subjects} />
    </Card>
  )
}

interface MeasureRowProps {
  readonly measure: ChatMeasure
  readonly subjects: ChatReport['subjects']
}

function MeasureRow({ measure, subjects }: MeasureRowProps): JSX.Element {
  const t = useTranslations('evaluation')
  const text = useMeasureText()
  const write = (value: number): string => text.measure(measure, value)
  return (
    <tr className="border-t border-line">
      <th
        scope="row"
        className="min-w-36 px-3 py-2 text-left font-medium hyphens-auto"
        title={t(`measureHint.${measure}`)}
      >
        {t(`measure.${measure}`)}
      </th>
      {subjects.map(({ label, measures }) => {
        const summary = measures[measure]
        return (
          <td key={label} className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
            {summary === null ? (
              '–'
            ) : (
              <>
                <span className="font-medium">{write(summary.value)}</span>
                {summary.low !== summary.high && (
                  <span className="block text-xs text-soft">{text.range(summary, write)}</span>
                )}
              </>
            )}
          </td>
        )
      })}
    </tr>
  )
}

function Failures({ subjects }: Pick<MeasureRowProps, 'subjects'>): JSX.Element | null {
  const t = useTranslations('evaluation')
  const failed = subjects.flatMap(({ label, failures }) => failures.map((failure) => ({ label, ...failure })))
  if (failed.length === 0) return null
  return (
    <section className="mt-4">
      <h3 className="font-medium text-bad">{t('failures')}</h3>
      <ul className="mt-1 list-disc pl-5 text-sm">
        {failed.map(({ label, code, message, count }) => (
          <li key={`${label} ${code}`}>{t('failureOf', { subject: label, count, message })}</li>
        ))}
      </ul>
    </section>
  )
}
