import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useKnownSession, useMay } from '../../api/session.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState } from '../../components/states.tsx'
import { AuditLogCard } from './audit-log-card.tsx'
import { InvitationsCard } from './invitations-card.tsx'
import { MemberKeysCard } from './member-keys-card.tsx'
import { MembersCard } from './members-card.tsx'
import { WorkspaceNameCard } from './workspace-name-card.tsx'

/** Who is in the workspace, who may come, and what was done in it. */
export function WorkspacePage(): JSX.Element {
  const t = useTranslations('account')
  const may = useMay()
  const { workspaces, workspace } = useKnownSession()?.session ?? { workspaces: [], workspace: null }
  const here = workspaces.find(({ id }) => id === workspace)
  if (here === undefined) {
    return (
      <Page title={t('workspace')}>
        <EmptyState title={t('noWorkspace')}>{t('noWorkspaceText')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page title={here.name} lead={t('workspaceLead', { role: t(`role.${here.role}`) })}>
      <div className="flex flex-col gap-4">
        <MembersCard ownMemberId={here.memberId} />
        {may('createInvitation') && <InvitationsCard />}
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          {may('updateWorkspace') && <WorkspaceNameCard name={here.name} />}
          {may('listMemberKeys') && <MemberKeysCard />}
        </div>
        {may('auditLog') && <AuditLogCard name="auditLog" />}
      </div>
    </Page>
  )
}
