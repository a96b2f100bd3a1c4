import type { Member, Role } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { z } from 'zod'
import { useMay } from '../../api/session.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { goIn } from './go-in.ts'
import { RoleField } from './role-field.tsx'

type RoleName = z.infer<typeof Role>

/** Who is in the workspace, with which role. */
export function MembersCard({ ownMemberId }: { readonly ownMemberId: string }): JSX.Element {
  const t = useTranslations('account')
  const { data, error, refetch } = useAnswer('listMembers')
  return (
    <Card title={t('members')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      <ul className="flex flex-col divide-y divide-line">
        {data?.members.map((member) => (
          <MemberRow key={member.id} member={member} isSelf={member.id === ownMemberId} />
        ))}
      </ul>
    </Card>
  )
}

function MemberRow({ member, isSelf }: { readonly member: Member; readonly isSelf: boolean }): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const may = useMay()
  const onError = useFailureToast()
  const [leaving, setLeaving] = useState(false)
  const update = useCommand('updateMember', { changes: ['listMembers', 'auditLog'], onError })
  const remove = useCommand('removeMember', { changes: ['listMembers', 'auditLog'], onError })
  const leave = useCommand('leaveWorkspace', { onSuccess: () => goIn(), onError })
  const { id, name, email, role, since, disabled } = member
  const isAllowed = may('updateMember')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2">
          {name}
          {isSelf && <Badge kind="accent">{t('you')}</Badge>}
          {disabled && <Badge kind="warn">{t('disabled')}</Badge>}
        </p>
        <p className="text-sm text-soft">
          {[email, t('memberSince', { day: format.dateTime(new Date(since), { dateStyle: 'medium' }) })]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      {isAllowed ? (
        <RoleField
          label={t('roleOf', { name })}
          value={role}
          onChange={(next: RoleName) => update.mutate({ params: { id }, body: { role: next } })}
        />
      ) : (
        <span className="text-soft">{t(`role.${role}`)}</span>
      )}
      {(isSelf || isAllowed) && (
        <Button size="small" variant="danger" onClick={() => setLeaving(true)}>
          {t(isSelf ? 'leave' : 'removeMember')}
        </Button>
      )}
      {leaving && (
        <ConfirmDialog
          title={isSelf ? t('leaveTitle') : t('removeTitle', { name })}
          text={t(isSelf ? 'leaveText' : 'removeText')}
          action={t(isSelf ? 'leave' : 'removeMember')}
          busy={leave.isPending || remove.isPending}
          onConfirm={() => {
            if (isSelf) leave.mutate({})
            else remove.mutate({ params: { id } }, { onSettled: () => setLeaving(false) })
          }}
          onClose={() => setLeaving(false)}
        />
      )}
    </li>
  )
}
