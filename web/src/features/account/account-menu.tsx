import { BackpackIcon, ChevronUpIcon, ExitIcon, MixerVerticalIcon, PersonIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useKnownSession, useMay } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Menu, MenuHeading, MenuItem } from '../../components/menu.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { goIn } from './go-in.ts'

/** Who is signed in, the workspaces they are in, and the way out. */
export function AccountMenu(): JSX.Element | null {
  const t = useTranslations('account')
  const [, navigate] = useLocation()
  const onError = useFailureToast()
  const known = useKnownSession()
  const may = useMay()
  const signOut = useCommand('signOut', { onSuccess: () => goIn(), onError })
  const switchTo = useCommand('switchWorkspace', { onSuccess: () => goIn(), onError })
  const { user, workspaces, workspace } = known?.session ?? { user: null, workspaces: [], workspace: null }
  if (user === null) return null
  const here = workspaces.find(({ id }) => id === workspace)
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('accountOf', { name: user.name })}
          className="flex min-h-12 items-center gap-2.5 rounded-md border border-line bg-surface px-2.5 text-left hover:border-line-strong"
        >
          <PersonIcon aria-hidden className="size-4.5 shrink-0" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">{user.name}</span>
            {here !== undefined && <span className="block truncate text-xs text-soft">{here.name}</span>}
          </span>
          <ChevronUpIcon aria-hidden />
        </button>
      }
    >
      {workspaces.length > 1 && (
        <>
          <MenuHeading>{t('workspaces')}</MenuHeading>
          {workspaces.map(({ id, name, role }) => (
            <MenuItem
              key={id}
              disabled={id === workspace}
              onSelect={() => switchTo.mutate({ body: { workspace: id } })}
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <span className="text-xs text-soft">{t(`role.${role}`)}</span>
            </MenuItem>
          ))}
        </>
      )}
      <MenuItem icon={<PersonIcon />} onSelect={() => navigate('/account')}>
        {t('account')}
      </MenuItem>
      {may('listMembers') && (
        <MenuItem icon={<BackpackIcon />} onSelect={() => navigate('/workspace')}>
          {t('workspace')}
        </MenuItem>
      )}
      {may('listUsers') && (
        <MenuItem icon={<MixerVerticalIcon />} onSelect={() => navigate('/installation')}>
          {t('installation')}
        </MenuItem>
      )}
      <MenuItem icon={<ExitIcon />} onSelect={() => signOut.mutate({})}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
