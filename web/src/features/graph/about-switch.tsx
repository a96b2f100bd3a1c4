import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { classNames } from '../../components/class-names.ts'

/** Chooses what the map is about. */
export function AboutSwitch({ isRelated }: { readonly isRelated: boolean }): JSX.Element {
  const t = useTranslations('graph')
  const choices = [
    { to: '/concepts', text: t('needed'), isOn: !isRelated },
    { to: '/concepts?about=related', text: t('related'), isOn: isRelated },
  ]
  return (
    <nav aria-label={t('about')} className="mb-4 grid gap-1 sm:inline-flex rounded-lg border border-line bg-sunken p-1">
      {choices.map(({ to, text, isOn }) => (
        <Link
          key={to}
          href={to}
          aria-current={isOn ? 'page' : undefined}
          className={classNames(
            'inline-flex min-h-9 items-center rounded-md px-3 no-underline',
            isOn ? 'bg-surface font-medium text-ink shadow-card' : 'text-soft hover:text-ink',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
