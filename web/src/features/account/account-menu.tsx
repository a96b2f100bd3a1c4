import { ChevronUpIcon, PersonIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useKnownSession } from '../../api/session.ts'
import { Menu } from '../../components/menu.tsx'
import { AccountItems } from './account-items.tsx'

/** Who is signed in, and what belongs to them. */
export function AccountMenu(): JSX.Element | null {
  const t = useTranslations('account')
  const known = useKnownSession()
  const { user, workspaces, workspace } = known?.session ?? { user: null, workspaces: [], workspace: null }
  if (user === null) return null
  const here = workspaces.find(({ id }) => id === workspace)
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex min-h-12 items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-left hover:border-line-strong"
        >
          <PersonIcon aria-hidden className="size-4.5 shrink-0" />
          <span className="sr-only">{t('account')}:</span>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{user.name}</span>
            {here !== undefined && <span className="block truncate text-xs text-soft">{here.name}</span>}
          </span>
          <ChevronUpIcon aria-hidden />
        </button>
      }
    >
      <AccountItems />
    </Menu>
  )
}
