import type { WorkspaceSummary } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { know } from '../../api/session.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { knownOf } from './known-of.ts'

const CHANGES = ['listWorkspaces', 'listUsers', 'installationAuditLog'] as const
/** The menu of workspaces shows those that one is in. */
const learnAnew = (): void => void call('session').then((session) => know(knownOf(session)))

/** All workspaces of the installation. */
export function WorkspacesCard(): JSX.Element {
  const t = useTranslations('account')
  const [name, setName] = useState('')
  const { data, error, refetch } = useAnswer('listWorkspaces')
  const create = useCommand('createWorkspace', {
    changes: CHANGES,
    onSuccess: () => {
      setName('')
      learnAnew()
    },
  })
  return (
    <Card title={t('workspaces')}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ body: { name: name.trim() } })
        }}
      >
        <div className="min-w-0 flex-1 basis-60">
          <TextField label={t('newWorkspace')} value={name} onChange={({ target }) => setName(target.value)} />
        </div>
        <Button type="submit" busy={create.isPending} disabled={name.trim() === ''}>
          {t('createWorkspace')}
        </Button>
      </form>
      {create.error !== null && <ErrorState error={create.error} />}
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="mt-3 flex flex-col divide-y divide-line">
        {data?.workspaces.map((workspace) => (
          <WorkspaceRow key={workspace.id} workspace={workspace} />
        ))}
      </ul>
    </Card>
  )
}

function WorkspaceRow({ workspace }: { readonly workspace: WorkspaceSummary }): JSX.Element {
  const t = useTranslations('account')
  const [deleting, setDeleting] = useState(false)
  const remove = useCommand('deleteWorkspace', { changes: CHANGES, onError: useFailureToast(), onSuccess: learnAnew })
  const { id, name, memberCount, ownerNames } = workspace
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p>{name}</p>
        <p className="text-sm text-soft">
          {t('workspaceFacts', { count: memberCount, owners: ownerNames.join(', ') })}
        </p>
      </div>
      <Button size="small" variant="danger" onClick={() => setDeleting(true)}>
        {t('deleteWorkspace')}
      </Button>
      {deleting && (
        <ConfirmDialog
          title={t('deleteWorkspaceTitle', { name })}
          text={t('deleteWorkspaceText')}
          action={t('deleteWorkspace')}
          typed={name}
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ params: { id } }, { onSettled: () => setDeleting(false) })}
          onClose={() => setDeleting(false)}
        />
      )}
    </li>
  )
}
