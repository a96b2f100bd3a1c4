import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { call, type Answer } from '../../api/request.ts'
import { useKnownSession } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { Doorway } from './doorway.tsx'
import { goIn } from './go-in.ts'
import { keptInvitation } from './kept-invitation.ts'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** What a link invites to, and the ways to accept: as who is signed in, by signing in, or with a new account. */
export function InvitationPage(): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const [token] = useState(keptInvitation)
  const { data, error } = useQuery({
    queryKey: ['viewInvitation'],
    queryFn: async () => await call('viewInvitation', { body: { token } }),
  })
  if (data === undefined) {
    return <Doorway title={t('invitation')}>{error === null ? <Skeleton /> : <ErrorState error={error} />}</Doorway>
  }
  return (
    <Doorway
      title={t('invitedTo', { workspace: data.workspace })}
      lead={
        <p>
          {data.invitedBy === null ? '' : `${t('invitedBy', { name: data.invitedBy })} `}
          {t('invitedAs', { role: t(`role.${data.role}`) })} {t(`roleText.${data.role}`)}{' '}
          {t('openUntil', {
            when: format.dateTime(new Date(data.expiresAt), { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </p>
      }
    >
      <Acceptance token={token} invitation={data} />
    </Doorway>
  )
}

interface AcceptanceProps {
  readonly token: string
  readonly invitation: Answer<'viewInvitation'>
}

function Acceptance({ token, invitation }: AcceptanceProps): JSX.Element {
  const t = useTranslations('account')
  const known = useKnownSession()
  const [hasAccount, setHasAccount] = useState(invitation.hasAccount)
  const accept = useCommand('acceptInvitation', { onSuccess: () => goIn() })
  const user = known?.session.user ?? null
  if (user !== null) {
    return (
      <div className="flex flex-col gap-4">
        <p>{t('acceptAs', { name: user.name })}</p>
        {accept.error !== null && <ErrorState error={accept.error} />}
        <Button variant="primary" busy={accept.isPending} onClick={() => accept.mutate({ body: { token } })}>
          {t('accept')}
        </Button>
      </div>
    )
  }
  if (hasAccount && known !== null) {
    return (
      <div className="flex flex-col gap-4">
        <SignInForm
          ways={known.session.signIn}
          returnTo="/app/invitation"
          // The page is the same one, with somebody signed in.
          onSignedIn={() => window.location.reload()}
        />
        {!invitation.hasAccount && (
          <Button variant="quiet" onClick={() => setHasAccount(false)}>
            {t('newAccount')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <NewAccount
        email={invitation.email}
        busy={accept.isPending}
        error={accept.error}
        onReady={(account) => accept.mutate({ body: { token, account } })}
      />
      <Button variant="quiet" onClick={() => setHasAccount(true)}>
        {t('haveAccount')}
      </Button>
    </div>
  )
}

interface NewAccountProps {
  /** Whom the invitation is for; null: anybody. */
  readonly email: string | null
  readonly busy: boolean
  readonly error: Error | null
  readonly onReady: (account: { email: string; name: string; password: string }) => void
}

function NewAccount({ email: invited, busy, error, onReady }: NewAccountProps): JSX.Element {
  const t = useTranslations('account')
  const [name, setName] = useState('')
  const [email, setEmail] = useState(invited ?? '')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onReady({ email: email.trim(), name: name.trim(), password })
      }}
    >
      <TextField
        label={t('name')}
        autoComplete="name"
        required
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        label={t('email')}
        type="email"
        autoComplete="username"
        required
        readOnly={invited !== null}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <NewPasswordFields password={password} repeated={repeated} onPassword={setPassword} onRepeated={setRepeated} />
      {error !== null && <ErrorState error={error} />}
      <Button type="submit" variant="primary" busy={busy} disabled={!isNewPassword(password, repeated)}>
        {t('createAndJoin')}
      </Button>
    </form>
  )
}
