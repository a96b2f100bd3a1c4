import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { isNewPassword, NewPasswordFields } from './new-password-fields.tsx'

export function PasswordCard(): JSX.Element {
  const t = useTranslations('account')
  const toast = useToast()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [repeated, setRepeated] = useState('')
  const change = useCommand('changePassword', {
    changes: ['listSessions'],
    onSuccess: () => {
      for (const clear of [setCurrent, setPassword, setRepeated]) clear('')
      toast({ kind: 'good', text: t('passwordChanged') })
    },
  })
  return (
    <Card title={t('password')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({ body: { current, password } })
        }}
      >
        <TextField
          label={t('currentPassword')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={({ target }) => setCurrent(target.value)}
        />
        <NewPasswordFields password={password} repeated={repeated} onPassword={setPassword} onRepeated={setRepeated} />
        {change.error !== null && <ErrorState error={change.error} />}
        <div>
          <Button type="submit" busy={change.isPending} disabled={current === '' || !isNewPassword(password, repeated)}>
            {t('changePassword')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
