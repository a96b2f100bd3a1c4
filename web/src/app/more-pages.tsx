import { DotsHorizontalIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useKnownSession } from '../api/session.ts'
import { Menu, MenuItem } from '../components/menu.tsx'
import { addMessages } from '../i18n/spoken-messages.ts'
import { useOfferedPages } from './use-offered-pages.ts'

/** With identity alone. */
const AccountItems = lazy(async () => {
  const [{ AccountItems: Items }] = await Promise.all([
    import('../features/account/account-items.tsx'),
    addMessages(['account']),
  ])
  return { default: Items }
})

/** The pages that the bar at the foot of a phone has no room for. */
export function MorePages({ className }: { readonly className: string }): JSX.Element {
  const t = useTranslations('app')
  const [, navigate] = useLocation()
  const offered = useOfferedPages()
  const known = useKnownSession()
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
      {known !== null && (
        <Suspense>
          <AccountItems />
        </Suspense>
      )}
    </Menu>
  )
}
