import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useKnownSession } from '../../api/session.ts'
import { Doorway } from './doorway.tsx'
import { goIn } from './go-in.ts'
import { SignInForm } from './sign-in-form.tsx'

function here(): string {
  const { pathname, search } = window.location
  const query = new URLSearchParams(search)
  query.delete('refused')
  return query.size === 0 ? pathname : `${pathname}?${query}`
}

/** Stands in the place of every page until somebody has signed in, and leads to that page. */
export function SignInPage(): JSX.Element {
  const t = useTranslations('account')
  const known = useKnownSession()
  return (
    <Doorway title={t('signIn')} lead={t('signInLead')}>
      {known !== null && <SignInForm ways={known.session.signIn} returnTo={here()} onSignedIn={() => goIn(here())} />}
    </Doorway>
  )
}
