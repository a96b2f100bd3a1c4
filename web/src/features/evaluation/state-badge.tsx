import type { EvaluationSummary } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'

const KINDS = { queued: 'plain', running: 'accent', complete: 'good', failed: 'bad', cancelled: 'warn' } as const

export function StateBadge({ state }: { readonly state: EvaluationSummary['state'] }): JSX.Element {
  const t = useTranslations('evaluation')
  return <Badge kind={KINDS[state]}>{t(`state.${state}`)}</Badge>
}
