import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'

export function VersionNote(): JSX.Element | null {
  const t = useTranslations('settings')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { data: status } = useAnswer('status')
  if (status === undefined) return null
  return (
    <p className="mt-6 text-sm text-soft">
      {t('version', { version: status.version, time: format.relativeTime(new Date(status.startedAt), now) })}{' '}
      <a href="/reference">{t('reference')}</a>
    </p>
  )
}
