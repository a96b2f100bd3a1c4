import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Page } from '../../components/page.tsx'
import { AuditLogCard } from './audit-log-card.tsx'
import { UsersCard } from './users-card.tsx'
import { WorkspacesCard } from './workspaces-card.tsx'

/** Everybody's accounts and all workspaces, for those who run the installation. */
export function InstallationPage(): JSX.Element {
  const t = useTranslations('account')
  return (
    <Page title={t('installation')} lead={t('installationLead')}>
      <div className="flex flex-col gap-4">
        <UsersCard />
        <WorkspacesCard />
        <AuditLogCard name="installationAuditLog" />
      </div>
    </Page>
  )
}
