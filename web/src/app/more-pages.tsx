import { DotsHorizontalIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { Menu, MenuItem } from '../components/menu.tsx'
import { useOfferedPages } from './use-offered-pages.ts'

/** The pages that the bar at the foot of a phone has no room for. */
export function MorePages({ className }: { readonly className: string }): JSX.Element {
  const t = useTranslations('app')
  const [, navigate] = useLocation()
  const offered = useOfferedPages()
  return (
    <Menu
      trigger={
        <button type="button" className={className}>
          <DotsHorizontalIcon className="size-5" />
          {t('more')}
        </button>
      }
    >
      {offered
        .filter(({ isMain }) => !isMain)
        .map(({ name, path, icon: Icon }) => (
          <MenuItem key={name} icon={<Icon />} onSelect={() => navigate(path)}>
            {t(`nav.${name}`)}
          </MenuItem>
        ))}
    </Menu>
  )
}
