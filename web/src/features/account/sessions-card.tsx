import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { browserName } from './browser-name.ts'

/** Where one is signed in. */
export function SessionsCard(): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const { data, error, refetch } = useAnswer('listSessions')
  const end = useCommand('endSession', { changes: ['listSessions'], onError: useFailureToast() })
  return (
    <Card title={t('sessions')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="flex flex-col divide-y divide-line">
        {data?.sessions.map(({ id, current, userAgent, address, lastSeenAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-52">
              <p className="flex flex-wrap items-center gap-2">
                {browserName(userAgent) ?? t('unknownBrowser')}
                {current && <Badge kind="good">{t('thisBrowser')}</Badge>}
              </p>
              <p className="text-sm text-soft">
                {[address, t('lastSeen', { when: format.relativeTime(new Date(lastSeenAt)) })]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </p>
            </div>
            {!current && (
              <Button size="small" onClick={() => end.mutate({ params: { id } })}>
                {t('endSession')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
