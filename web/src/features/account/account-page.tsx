import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useKnownSession } from '../../api/session.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState } from '../../components/states.tsx'
import { KeysCard } from './keys-card.tsx'
import { NameCard } from './name-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** One's own name, password, sessions and keys. */
export function AccountPage(): JSX.Element {
  const t = useTranslations('account')
  const user = useKnownSession()?.session.user ?? null
  if (user === null) {
    return (
      <Page title={t('account')}>
        <EmptyState title={t('noAccounts')}>{t('noAccountsText')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page title={t('account')} lead={user.email ?? undefined}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <NameCard user={user} />
        {user.hasPassword && <PasswordCard />}
        <SessionsCard />
        <KeysCard />
      </div>
    </Page>
  )
}
