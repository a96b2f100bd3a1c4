import type { ErrorCode, Session } from '@learnpath/contracts'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'

/** What the way through the provider came back with, when that refused or could not be reached. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  LP_OIDC_REFUSED: 'LP_OIDC_REFUSED',
  LP_OIDC_UNREACHABLE: 'LP_OIDC_UNREACHABLE',
}

interface SignInFormProps {
  readonly ways: Session['signIn']
  /** Where to be afterwards, when the way leads through another site. */
  readonly returnTo: string
  readonly onSignedIn: (session: Session) => void
}

/** With a password, or by whoever knows the person. */
export function SignInForm({ ways, returnTo, onSignedIn }: SignInFormProps): JSX.Element {
  const t = useTranslations('account')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const signIn = useCommand('signIn', {
    onSuccess: onSignedIn,
    onError: () => {
      setPassword('')
      field.current?.focus()
    },
  })
  const { provider } = ways
  const refusal = REFUSALS[new URLSearchParams(window.location.search).get('refused') ?? '']
  return (
    <div className="flex flex-col gap-5">
      {refusal !== undefined && !signIn.isError && <ErrorState error={new ServerProblem(refusal)} />}
      {ways.password && (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            signIn.mutate({ body: { email: email.trim(), password } })
          }}
        >
          <TextField
            ref={first}
            label={t('email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            data-first-field
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
          <TextField
            ref={field}
            label={t('password')}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
          {signIn.error !== null && <ErrorState error={signIn.error} />}
          <Button type="submit" variant="primary" busy={signIn.isPending}>
            {t('signIn')}
          </Button>
        </form>
      )}
      {provider !== null && (
        <a
          href={`${provider.address}?return=${encodeURIComponent(returnTo)}`}
          className="inline-flex min-h-10 items-center justify-center rounded-md border border-line-strong bg-surface px-4 font-medium text-ink no-underline hover:bg-sunken"
        >
          {t('signInWith', { name: provider.name })}
        </a>
      )}
    </div>
  )
}
