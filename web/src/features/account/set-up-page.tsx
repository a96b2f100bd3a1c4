import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { Doorway } from './doorway.tsx'
import { goIn } from './go-in.ts'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'

/** The first administrator, with the token that only who runs the server can have seen. */
export function SetUpPage(): JSX.Element {
  const t = useTranslations('account')
  const [token, setToken] = useState(() => window.location.hash.slice(1))
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const setUp = useCommand('setUp', { onSuccess: () => goIn() })
  return (
    <Doorway title={t('setUpTitle')} lead={t('setUpLead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setUp.mutate({ body: { token: token.trim(), name: name.trim(), email: email.trim(), password } })
        }}
      >
        <TextField
          label={t('setUpToken')}
          hint={t('setUpTokenHint')}
          required
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={({ target }) => setToken(target.value)}
        />
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
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <NewPasswordFields password={password} repeated={repeated} onPassword={setPassword} onRepeated={setRepeated} />
        {setUp.error !== null && <ErrorState error={setUp.error} />}
        <Button type="submit" variant="primary" busy={setUp.isPending} disabled={!isNewPassword(password, repeated)}>
          {t('setUpNow')}
        </Button>
      </form>
    </Doorway>
  )
}
