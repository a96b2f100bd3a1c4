import type { KeyScope } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { CopyField } from './copy-field.tsx'
import { useKeyFacts } from './use-key-facts.ts'

const SCOPES: readonly KeyScope[] = ['read', 'learn', 'write', 'administer']
const DAYS = [30, 90, 365] as const
const NEVER = 'never'

/** Keys for programs: the command line, agents, scripts. */
export function KeysCard(): JSX.Element {
  const t = useTranslations('account')
  const factsOf = useKeyFacts()
  const { data, error, refetch } = useAnswer('listApiKeys')
  const revoke = useCommand('revokeApiKey', { changes: ['listApiKeys'], onError: useFailureToast() })
  return (
    <Card title={t('keys')}>
      <p className="mb-3 text-sm text-soft">{t('keysText')}</p>
      <IfMay use="createApiKey">
        <NewKey />
      </IfMay>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {data?.keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <div className="min-w-0 flex-1 basis-52">
              <p>
                {key.name} <code className="font-mono text-sm text-soft">{key.start}…</code>
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

function NewKey(): JSX.Element {
  const t = useTranslations('account')
  const [name, setName] = useState('')
  const [scope, setScope] = useState<KeyScope>('read')
  const [days, setDays] = useState('90')
  const create = useCommand('createApiKey', { changes: ['listApiKeys'], onSuccess: () => setName('') })
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        const expiresInDays = days === NEVER ? null : Number(days)
        create.mutate({ body: { name: name.trim(), scope, expiresInDays } })
      }}
    >
      <TextField
        label={t('keyName')}
        hint={t('keyNameHint')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <SelectField
          label={t('keyScope')}
          value={scope}
          onChange={({ target }) => setScope(SCOPES.find((one) => one === target.value) ?? 'read')}
        >
          {SCOPES.map((one) => (
            <option key={one} value={one}>
              {t(`scope.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('keyExpiry')} value={days} onChange={({ target }) => setDays(target.value)}>
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t('inDays', { count })}
            </option>
          ))}
          <option value={NEVER}>{t('neverExpires')}</option>
        </SelectField>
      </div>
      {create.error !== null && <ErrorState error={create.error} />}
      {create.data !== undefined && <CopyField label={t('newKey')} text={create.data.key} />}
      <div>
        <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
          {t('createKey')}
        </Button>
      </div>
    </form>
  )
}
