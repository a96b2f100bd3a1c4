import type { ConceptDetail, ConceptMastery } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useMay } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Card } from '../../components/card.tsx'
import { PassageLink } from '../../components/passage.tsx'
import { difficultyLevel, masteryLevel } from './grouping.ts'

/** What a concept is, and how it stands with it. */
export function ConceptFacts({
  concept,
  total,
}: {
  readonly concept: ConceptDetail
  readonly total: number | null
}): JSX.Element {
  const t = useTranslations('concepts')
  const { definition, rank, difficulty, mentions, documents, edited, hidden } = concept
  const learns = useMay()('progress')
  const { data } = useAnswer('progress', { query: { collection: concept.collection, days: 1 } }, { enabled: learns })
  const mastery = data?.concepts.find(({ conceptId }) => conceptId === concept.id) ?? null
  return (
    <Card>
      {definition === null ? (
        <p className="text-soft">{t('noDefinition')}</p>
      ) : (
        <figure>
          <blockquote className="font-reading text-lg">{definition.text}</blockquote>
          <figcaption className="mt-2">
            <PassageLink place={definition} />
          </figcaption>
        </figure>
      )}
      <ul className="mt-4 flex flex-wrap gap-2">
        {hidden && <Fact kind="warn">{t('isHidden')}</Fact>}
        {edited && <Fact kind="accent">{t('edited')}</Fact>}
        <Fact>{total === null ? t('rank', { rank }) : t('rankOf', { rank, total })}</Fact>
        <Fact>{t(`level.${difficultyLevel(difficulty)}`)}</Fact>
        <Fact>{t('mentioned', { mentions, documents })}</Fact>
      </ul>
      {learns && <MasteryLine mastery={mastery} />}
    </Card>
  )
}

function Fact({
  kind = 'plain',
  children,
}: {
  readonly kind?: 'plain' | 'accent' | 'warn'
  readonly children: string
}): JSX.Element {
  return (
    <li>
      <Badge kind={kind}>{children}</Badge>
    </li>
  )
}

function MasteryLine({ mastery }: { readonly mastery: ConceptMastery | null }): JSX.Element {
  const t = useTranslations('concepts')
  const format = useFormatter()
  if (mastery === null) return <p className="mt-4 text-sm text-soft">{t('neverAsked')}</p>
  const low = Math.max(0, mastery.mastery - mastery.uncertainty)
  const high = Math.min(1, mastery.mastery + mastery.uncertainty)
  const percent = (value: number): string => format.number(value, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <div className="mt-4">
      <p className="text-sm">
        <span className="font-medium">{t(`level.${masteryLevel(mastery)}`)}</span>{' '}
        <span className="text-soft">
          {t('masteryRange', {
            mastery: percent(mastery.mastery),
            low: percent(low),
            high: percent(high),
            answers: mastery.answers,
          })}
        </span>
      </p>
      {/* The bar is what the sentence says: the range pale, the estimate a line. */}
      <div aria-hidden className="relative mt-1.5 h-2.5 max-w-sm rounded-full bg-sunken ring-1 ring-line ring-inset">
        <div
          className="absolute inset-y-0 rounded-full bg-accent-soft ring-1 ring-accent ring-inset"
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <div className="absolute inset-y-0 w-0.5 bg-accent" style={{ left: `${mastery.mastery * 100}%` }} />
      </div>
    </div>
  )
}
