import type { ApiKey } from '@learnpath/contracts'
import { useFormatter, useTranslations } from 'use-intl'

/** What a key may do, until when, and whether it is used: a line of words. */
export function useKeyFacts(): (key: ApiKey) => string {
  const t = useTranslations('account')
  const format = useFormatter()
  const day = (iso: string): string => format.dateTime(new Date(iso), { dateStyle: 'medium' })
  return ({ scope, expiresAt, lastUsedAt }) =>
    [
      t(`scope.${scope}`),
      expiresAt === null ? t('neverExpires') : t('expires', { day: day(expiresAt) }),
      lastUsedAt === null ? t('neverUsed') : t('lastUsed', { day: day(lastUsedAt) }),
    ].join(' · ')
}
