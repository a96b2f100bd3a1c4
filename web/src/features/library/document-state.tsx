import type { Document } from '@learnpath/contracts'
import { CheckIcon, ClockIcon, CrossCircledIcon, ExclamationTriangleIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Spinner } from '../../components/spinner.tsx'

const LOOKS = {
  queued: { kind: 'plain', icon: <ClockIcon aria-hidden /> },
  processing: { kind: 'accent', icon: <Spinner /> },
  ready: { kind: 'good', icon: <CheckIcon aria-hidden /> },
  failed: { kind: 'bad', icon: <ExclamationTriangleIcon aria-hidden /> },
  cancelled: { kind: 'warn', icon: <CrossCircledIcon aria-hidden /> },
} as const

/** How far a document is, by word, sign and colour. */
export function DocumentStateBadge({ state }: { readonly state: Document['state'] }): JSX.Element {
  const t = useTranslations('library')
  const { kind, icon } = LOOKS[state]
  return (
    <Badge kind={kind}>
      {icon}
      {t(`state.${state}`)}
    </Badge>
  )
}
