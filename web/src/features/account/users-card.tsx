import { DotsHorizontalIcon } from '@radix-ui/react-icons'
import type { User } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useKnownSession } from '../../api/session.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { CopyField } from './copy-field.tsx'

const LIMIT = 100

/** All accounts. */
export function UsersCard(): JSX.Element {
  const t = useTranslations('account')
  const [contains, setContains] = useState('')
  const query = { limit: LIMIT, ...(contains.trim() !== '' && { contains: contains.trim() }) }
  const { data, error, refetch } = useAnswer('listUsers', { query }, { keepBefore: true })
  return (
    <Card
      title={data === undefined ? t('users') : t('usersCount', { count: data.total })}
      actions={
        <TextField
          label={t('findUser')}
          labelHidden
          placeholder={t('findUser')}
          value={contains}
          onChange={({ target }) => setContains(target.value)}
        />
      }
    >
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="flex flex-col divide-y divide-line">
        {data?.users.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </ul>
    </Card>
  )
}

function UserRow({ user }: { readonly user: User }): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const { id, name, email, disabled, isAdministrator, provider, lastSignInAt, workspaces } = user
  const reset = useCommand('createPasswordReset', { changes: ['installationAuditLog'], onError: useFailureToast() })
  const seen = lastSignInAt === null ? null : format.relativeTime(new Date(lastSignInAt))
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-2">
          {name}
          {isAdministrator && <Badge kind="accent">{t('administrator')}</Badge>}
          {disabled && <Badge kind="warn">{t('disabled')}</Badge>}
        </p>
        <p className="text-sm text-soft">
          {[
            email,
            provider,
            seen === null ? t('neverSignedIn') : t('signedIn', { when: seen }),
            workspaces.map((workspace) => `${workspace.name} (${t(`role.${workspace.role}`)})`).join(', '),
          ]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </p>
      </div>
      <UserActions user={user} onReset={() => reset.mutate({ params: { id } })} />
      {reset.data !== undefined && (
        <div className="basis-full">
          <CopyField label={t('passwordLink')} text={reset.data.link} />
        </div>
      )}
    </li>
  )
}

function UserActions({ user, onReset }: { readonly user: User; readonly onReset: () => void }): JSX.Element {
  const t = useTranslations('account')
  const toast = useToast()
  const onError = useFailureToast()
  const changes = ['listUsers', 'installationAuditLog'] as const
  const [deleting, setDeleting] = useState(false)
  const update = useCommand('updateUser', { changes, onError })
  const signOut = useCommand('endUserSessions', {
    changes,
    onError,
    onSuccess: () => toast({ kind: 'good', text: t('signedOutEverywhere', { name: user.name }) }),
  })
  const remove = useCommand('deleteUser', { changes: [...changes, 'listWorkspaces'], onError })
  const { id, name, disabled, isAdministrator, hasPassword } = user
  const params = { id }
  const isSelf = useKnownSession()?.session.user?.id === id
  return (
    <>
      <Menu trigger={<IconButton label={t('actionsFor', { name })} icon={<DotsHorizontalIcon />} />}>
        {hasPassword && <MenuItem onSelect={onReset}>{t('makePasswordLink')}</MenuItem>}
        <MenuItem onSelect={() => signOut.mutate({ params })}>{t('signOutEverywhere')}</MenuItem>
        <MenuItem
          disabled={isSelf}
          onSelect={() => update.mutate({ params, body: { isAdministrator: !isAdministrator } })}
        >
          {t(isAdministrator ? 'noAdministrator' : 'makeAdministrator')}
        </MenuItem>
        <MenuItem disabled={isSelf} onSelect={() => update.mutate({ params, body: { disabled: !disabled } })}>
          {t(disabled ? 'enable' : 'disable')}
        </MenuItem>
        <MenuItem danger disabled={isSelf} onSelect={() => setDeleting(true)}>
          {t('deleteAccount')}
        </MenuItem>
      </Menu>
      {deleting && (
        <ConfirmDialog
          title={t('deleteAccountTitle', { name })}
          text={t('deleteAccountText')}
          action={t('deleteAccount')}
          typed={name}
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ params }, { onSettled: () => setDeleting(false) })}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}
