import type { ConceptMastery } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'

const FIRST = 20

/** How well each concept is known, the least known first, with how sure that is. */
export function ConceptProgress({ concepts }: { readonly concepts: readonly ConceptMastery[] }): JSX.Element {
  const t = useTranslations('reviews')
  const format = useFormatter()
  const [isWhole, setIsWhole] = useState(false)
  const percent = (share: number): string => format.number(share, { style: 'percent', maximumFractionDigits: 0 })
  if (concepts.length === 0) return <p className="text-soft">{t('noConcepts')}</p>
  const ordered = concepts.toSorted((one, other) => one.mastery - other.mastery)
  return (
    <div className="flex flex-col gap-3">
      <ul className="grid gap-x-8 gap-y-3 md:grid-cols-2">
        {(isWhole ? ordered : ordered.slice(0, FIRST)).map((concept) => (
          <li key={concept.conceptId} className="flex flex-col gap-1">
            <div className="flex items-center gap-2">
              <Link
                href={`/concepts/${encodeURIComponent(concept.conceptId)}`}
                className="min-h-6 min-w-0 flex-1 truncate"
              >
                {concept.name}
              </Link>
              {concept.mastered && <Badge kind="good">{t('mastered')}</Badge>}
              <span className="text-sm text-soft">
                {t('masteryOf', {
                  mastery: percent(concept.mastery),
                  uncertainty: percent(concept.uncertainty),
                  answers: concept.answers,
                })}
              </span>
            </div>
            <ProgressBar label={concept.name} value={concept.mastery} kind={concept.mastered ? 'good' : 'accent'} />
          </li>
        ))}
      </ul>
      {!isWhole && concepts.length > FIRST && (
        <Button variant="quiet" className="self-start" onClick={() => setIsWhole(true)}>
          {t('allConcepts', { count: concepts.length })}
        </Button>
      )}
    </div>
  )
}
