import { MagnifyingGlassIcon } from '@radix-ui/react-icons'
import { lazy, Suspense, useEffect, useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Link, useLocation } from 'wouter'
import { useConnection } from '../api/use-live-updates.tsx'
import { useKnownSession } from '../api/session.ts'
import { classNames } from '../components/class-names.ts'
import { Logo } from '../components/logo.tsx'
import { useMedia } from '../components/use-media.ts'
import { addMessages } from '../i18n/spoken-messages.ts'
import { isAt, type NavigationEntry } from './navigation.ts'
import { useOfferedPages } from './use-offered-pages.ts'

/** On phones alone. */
const MorePages = lazy(async () => ({ default: (await import('./more-pages.tsx')).MorePages }))
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))

/** With identity alone. */
const AccountMenu = lazy(async () => {
  const [{ AccountMenu: Menu }] = await Promise.all([
    import('../features/account/account-menu.tsx'),
    addMessages(['account']),
  ])
  return { default: Menu }
})
const SignInAgain = lazy(async () => {
  const [{ SignInAgain: Dialog }] = await Promise.all([
    import('../features/account/sign-in-again.tsx'),
    addMessages(['account']),
  ])
  return { default: Dialog }
})

/** What stands around every page: navigation, the way to the commands, and whether the server is there. */
export function Shell({ children }: { readonly children: ReactNode }): JSX.Element {
  const t = useTranslations('app')
  const isPhone = useMedia('(max-width: 51.99rem)')
  const [commandsOpen, setCommandsOpen] = useState(false)
  const known = useKnownSession()
  useShortcut(() => setCommandsOpen((open) => !open))
  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-surface focus:p-3"
      >
        {t('skipToContent')}
      </a>
      <SideNavigation onCommands={() => setCommandsOpen(true)} />
      <div className="flex min-w-0 flex-1 flex-col pb-16 md:pb-0">
        <ConnectionNotice />
        <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>
      {isPhone && <BottomNavigation />}
      {commandsOpen && (
        <Suspense>
          <CommandPalette onClose={() => setCommandsOpen(false)} />
        </Suspense>
      )}
      {known?.ended === true && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
    </div>
  )
}

function useShortcut(toggle: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}

function SideNavigation({ onCommands }: { readonly onCommands: () => void }): JSX.Element {
  const t = useTranslations('app')
  const known = useKnownSession()
  const offered = useOfferedPages()
  return (
    <header className="sticky top-0 hidden h-dvh w-54 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line bg-sunken p-3 md:flex">
      <Link href="/" className="flex items-center gap-2 px-2 pt-1 text-lg font-bold text-ink no-underline">
        <Logo />
        LearnPath
      </Link>
      <button
        type="button"
        onClick={onCommands}
        className="flex min-h-9 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-soft hover:text-ink"
      >
        <MagnifyingGlassIcon aria-hidden />
        <span className="flex-1 text-left">{t('commands')}</span>
        <kbd className="font-sans text-xs">{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <nav aria-label={t('mainNavigation')} className="flex flex-1 flex-col gap-1">
        {offered
          .filter(({ group }) => group === 'learn')
          .map((entry) => (
            <SideLink key={entry.name} entry={entry} />
          ))}
        <div className="mt-auto" />
        {offered
          .filter(({ group }) => group === 'run')
          .map((entry) => (
            <SideLink key={entry.name} entry={entry} />
          ))}
      </nav>
      {known !== null && (
        <Suspense>
          <AccountMenu />
        </Suspense>
      )}
    </header>
  )
}

function SideLink({ entry }: { readonly entry: NavigationEntry }): JSX.Element {
  const t = useTranslations('app')
  const [location] = useLocation()
  const here = isAt(entry, location)
  const Icon = entry.icon
  return (
    <Link
      href={entry.path}
      aria-current={here ? 'page' : undefined}
      className={classNames(
        'flex min-h-10 items-center gap-2.5 rounded-md px-2.5 no-underline transition-colors',
        here ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink hover:bg-surface',
      )}
    >
      <Icon className="size-4.5" />
      {t(`nav.${entry.name}`)}
    </Link>
  )
}

const BAR_ITEM = 'flex flex-1 flex-col items-center justify-center gap-0.5 text-xs no-underline'

function BottomNavigation(): JSX.Element {
  const t = useTranslations('app')
  const [location] = useLocation()
  const offered = useOfferedPages()
  return (
    <nav
      aria-label={t('mainNavigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex h-16 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {offered
        .filter(({ isMain }) => isMain)
        .map((entry) => {
          const here = isAt(entry, location)
          const Icon = entry.icon
          return (
            <Link
              key={entry.name}
              href={entry.path}
              aria-current={here ? 'page' : undefined}
              className={classNames(BAR_ITEM, here ? 'font-medium text-accent' : 'text-soft')}
            >
              <Icon className="size-5" />
              {t(`nav.${entry.name}`)}
            </Link>
          )
        })}
      <Suspense>
        <MorePages className={classNames(BAR_ITEM, 'text-soft')} />
      </Suspense>
    </nav>
  )
}

/** Says that the server is away, and goes by itself when it is back. */
function ConnectionNotice(): JSX.Element {
  const t = useTranslations('app')
  const connection = useConnection()
  return (
    <div role="status" aria-live="polite">
      {connection === 'lost' && (
        <p className="sticky top-0 z-30 bg-warn-soft px-4 py-2 text-center text-sm text-warn">{t('connectionLost')}</p>
      )}
    </div>
  )
}
