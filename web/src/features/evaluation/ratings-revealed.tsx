import type { PairRating } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { BarList } from '../../components/bar-list.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { EmptyState } from '../../components/states.tsx'

interface RatingsRevealedProps {
  readonly total: number
  readonly given: readonly PairRating[]
  readonly runId: string
}

/** When all is judged: who won how often. */
export function RatingsRevealed({ total, given, runId }: RatingsRevealedProps): JSX.Element {
  const t = useTranslations('evaluation')
  const wins = new Map<string, number>()
  for (const { preference, reveals } of given) {
    for (const label of [reveals.left, reveals.right]) wins.set(label, wins.get(label) ?? 0)
    if (preference !== 'left' && preference !== 'right') continue
    const winner = reveals[preference]
    wins.set(winner, (wins.get(winner) ?? 0) + 1)
  }
  const bars = [...wins].toSorted(([, one], [, other]) => other - one)
  return (
    <EmptyState
      title={t(total === 0 ? 'nothingToRate' : 'allRated')}
      actions={
        <ButtonLink to={`/lab/runs/${runId}`} variant="primary">
          {t('toReport')}
        </ButtonLink>
      }
    >
      {bars.length === 0 ? (
        t(total === 0 ? 'nothingToRateText' : 'allRatedText')
      ) : (
        <div className="w-72 text-left text-ink">
          <BarList
            label={t('winsNow')}
            most={given.length}
            bars={bars.map(([name, value], place) => ({
              name,
              value,
              text: t('winsOf', { wins: value, count: given.length }),
              strong: place === 0,
            }))}
          />
        </div>
      )}
    </EmptyState>
  )
}
