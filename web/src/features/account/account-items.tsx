import { BackpackIcon, ExitIcon, MixerVerticalIcon, PersonIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useKnownSession, useMay } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { MenuHeading, MenuItem } from '../../components/menu.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { goIn } from './go-in.ts'

/** Within a menu: the workspaces somebody is in, their pages, and the way out. */
export function AccountItems(): JSX.Element {
  const t = useTranslations('account')
  const [, navigate] = useLocation()
  const onError = useFailureToast()
  const known = useKnownSession()
  const may = useMay()
  const signOut = useCommand('signOut', { onSuccess: () => goIn(), onError })
  const switchTo = useCommand('switchWorkspace', { onSuccess: () => goIn(), onError })
  const { workspaces, workspace } = known?.session ?? { workspaces: [], workspace: null }
  return (
    <>
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
    </>
  )
}
