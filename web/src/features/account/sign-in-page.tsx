import type { ErrorCode } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useKnownSession } from '../../api/session.ts'
import { ErrorState } from '../../components/states.tsx'
import { Doorway } from './doorway.tsx'
import { goIn } from './go-in.ts'
import { SignInForm } from './sign-in-form.tsx'

/** What the way through the provider came back with, when that refused or could not be reached. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  LP_OIDC_REFUSED: 'LP_OIDC_REFUSED',
  LP_OIDC_UNREACHABLE: 'LP_OIDC_UNREACHABLE',
}

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
  const refusal = REFUSALS[new URLSearchParams(window.location.search).get('refused') ?? '']
  return (
    <Doorway title={t('signIn')} lead={t('signInLead')}>
      {refusal !== undefined && (
        <div className="mb-5">
          <ErrorState error={new ServerProblem(refusal)} />
        </div>
      )}
      {known !== null && <SignInForm ways={known.session.signIn} returnTo={here()} onSignedIn={() => goIn(here())} />}
    </Doorway>
  )
}
