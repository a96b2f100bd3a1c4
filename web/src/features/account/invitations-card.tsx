import type { Invitation } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { CopyField } from './copy-field.tsx'
import { RoleField } from './role-field.tsx'

const SHOWN = 20

/** Links that let people in. */
export function InvitationsCard(): JSX.Element {
  const t = useTranslations('account')
  const { data, error, refetch } = useAnswer('listInvitations')
  return (
    <Card title={t('invitations')}>
      <NewInvitation />
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {data?.invitations.slice(0, SHOWN).map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Card>
  )
}

const BADGES = { open: 'accent', accepted: 'good', expired: 'plain', revoked: 'plain' } as const

function InvitationRow({ invitation }: { readonly invitation: Invitation }): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const revoke = useCommand('revokeInvitation', {
    changes: ['listInvitations', 'auditLog'],
    onError: useFailureToast(),
  })
  const { id, email, role, state, acceptedBy, createdBy, expiresAt } = invitation
  const when = format.dateTime(new Date(expiresAt), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2">
          {email ?? t('anybody')}
          <Badge kind={BADGES[state]}>{t(`invitationState.${state}`)}</Badge>
        </p>
        <p className="text-sm text-soft">
          {[
            t(`role.${role}`),
            createdBy === null ? null : t('madeBy', { name: createdBy }),
            acceptedBy === null ? null : t('acceptedBy', { name: acceptedBy }),
            state === 'open' ? t('openUntil', { when }) : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      {state === 'open' && (
        <Button size="small" onClick={() => revoke.mutate({ params: { id } })}>
          {t('revoke')}
        </Button>
      )}
    </li>
  )
}

function NewInvitation(): JSX.Element {
  const t = useTranslations('account')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Invitation['role']>('learner')
  const create = useCommand('createInvitation', {
    changes: ['listInvitations', 'auditLog'],
    onSuccess: () => setEmail(''),
  })
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate({ body: { role, email: email.trim() === '' ? null : email.trim() } })
      }}
    >
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-[2fr_1fr]">
        <TextField
          label={t('invitedEmail')}
          hint={t('invitedEmailHint')}
          type="email"
          autoComplete="off"
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <RoleField label={t('roleLabel')} labelShown value={role} onChange={setRole} />
      </div>
      <p className="text-sm text-soft">{t(`roleText.${role}`)}</p>
      {create.error !== null && <ErrorState error={create.error} />}
      {create.data !== undefined && <CopyField label={t('invitationLink')} text={create.data.link} />}
      <div>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('invite')}
        </Button>
      </div>
    </form>
  )
}
