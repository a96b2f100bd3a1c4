import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useKeyFacts } from './use-key-facts.ts'

/** Keys of all members for this workspace. */
export function MemberKeysCard(): JSX.Element {
  const t = useTranslations('account')
  const factsOf = useKeyFacts()
  const { data, error, refetch } = useAnswer('listMemberKeys')
  const revoke = useCommand('revokeMemberKey', { changes: ['listMemberKeys', 'auditLog'], onError: useFailureToast() })
  return (
    <Card title={t('memberKeys')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.keys.length === 0 && <p className="text-soft">{t('noKeys')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {data?.keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-52">
              <p>
                {key.name} <span className="text-soft">({key.memberName})</span>
              </p>
              <p className="text-sm text-soft">{factsOf(key)}</p>
            </div>
            <Button size="small" variant="danger" onClick={() => revoke.mutate({ params: { id: key.id } })}>
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
