import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/states.tsx'
import { Doorway } from './doorway.tsx'
import { goIn } from './go-in.ts'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'

/** Sets a new password with a link that an administrator has made. */
export function NewPasswordPage(): JSX.Element {
  const t = useTranslations('account')
  const [token] = useState(() => window.location.hash.slice(1))
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const reset = useCommand('resetPassword', { onSuccess: () => goIn() })
  return (
    <Doorway title={t('setPasswordTitle')} lead={t('setPasswordLead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          reset.mutate({ body: { token, password } })
        }}
      >
        <NewPasswordFields password={password} repeated={repeated} onPassword={setPassword} onRepeated={setRepeated} />
        {reset.error !== null && <ErrorState error={reset.error} />}
        <Button type="submit" variant="primary" busy={reset.isPending} disabled={!isNewPassword(password, repeated)}>
          {t('setPassword')}
        </Button>
      </form>
    </Doorway>
  )
}
