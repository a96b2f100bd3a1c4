import type { Relation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'

/** How sure a relation is, and who says so. */
export function Sureness({ confidence, origins }: Pick<Relation, 'confidence' | 'origins'>): JSX.Element {
  const t = useTranslations('graph')
  const format = useFormatter()
  const sure = format.number(confidence, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Badge>{t('sure', { sure })}</Badge>
      {origins.map((origin) => (
        <Badge key={origin} kind={origin === 'model' ? 'accent' : 'plain'}>
          {t(`origin.${origin}`)}
        </Badge>
      ))}
    </span>
  )
}
