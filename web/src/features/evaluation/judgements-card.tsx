import type { ChatReport, SubjectComparison } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { BarList } from '../../components/bar-list.tsx'
import { Card } from '../../components/card.tsx'
import { QUALITIES } from './qualities.ts'
import { useMeasureText } from './use-measure-text.ts'

/** What people said: who won how often, how sure that is, and the points they gave. */
export function JudgementsCard({ report }: { readonly report: ChatReport }): JSX.Element {
  const t = useTranslations('evaluation')
  const { share, number } = useMeasureText()
  const { comparisons, ranking, subjects } = report
  return (
    <Card title={t('judgements')}>
      <div className="flex flex-col gap-6">
        <ul className="flex flex-col gap-3">
          {comparisons.map((comparison) => (
            <Votes key={`${comparison.first} ${comparison.second}`} comparison={comparison} />
          ))}
        </ul>
        {ranking !== null && (
          <section>
            <h3 className="mb-2 font-medium">{t('ranking')}</h3>
            <BarList
              label={t('ranking')}
              most={1}
              bars={ranking.map(({ label, winShare }, place) => ({
                name: label,
                value: winShare,
                text: share(winShare),
                strong: place === 0,
              }))}
            />
          </section>
        )}
        <section>
          <h3 className="mb-2 font-medium">{t('pointsOfPeople')}</h3>
          <div className="grid gap-5 sm:grid-cols-2">
            {subjects.map(({ label, ratings }) => {
              const bars = QUALITIES.flatMap((quality) => {
                const rated = ratings[quality]
                return rated === null
                  ? []
                  : [{ name: t(`quality.${quality}`), value: rated.value, text: `${number(rated.value)} (${rated.n})` }]
              })
              return (
                <div key={label}>
                  <h4 className="mb-2 text-sm font-medium">{label}</h4>
                  {bars.length === 0 ? (
                    <p className="text-sm text-soft">{t('notRated')}</p>
                  ) : (
                    <BarList label={label} most={5} bars={bars} />
                  )}
                </div>
              )
            })}
          </div>
        </section>
      </div>
    </Card>
  )
}

function Votes({
  comparison: { first, second, votes },
}: {
  readonly comparison: SubjectComparison
}): JSX.Element | null {
  const t = useTranslations('evaluation')
  const { share, range } = useMeasureText()
  if (votes === null) return null
  const { wins, losses, ties, bothBad, winRate, moreVotes } = votes
  return (
    <li>
      <p className="font-medium">{t('versus', { first, second })}</p>
      <p>
        {t('votes', { wins, losses, ties, bothBad })} ·{' '}
        {t('winRate', { subject: first, rate: share(winRate.value), range: range(winRate, share) })}
      </p>
      <p className="text-sm text-soft">
        {moreVotes === null
          ? t('votesEven')
          : moreVotes === 0
            ? t('votesEnough')
            : t('votesMore', { count: moreVotes })}
      </p>
    </li>
  )
}
