import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '../../components/field.tsx'

export const PASSWORD_MIN_LENGTH = 10

interface NewPasswordFieldsProps {
  readonly password: string
  readonly repeated: string
  readonly onPassword: (text: string) => void
  readonly onRepeated: (text: string) => void
}

export const isNewPassword = (password: string, repeated: string): boolean =>
  password.length >= PASSWORD_MIN_LENGTH && password === repeated

/** A new password, twice. */
export function NewPasswordFields(props: NewPasswordFieldsProps): JSX.Element {
  const t = useTranslations('account')
  const { password, repeated, onPassword, onRepeated } = props
  const differs = repeated !== '' && password !== repeated
  return (
    <>
      <TextField
        label={t('newPassword')}
        hint={t('newPasswordHint', { count: PASSWORD_MIN_LENGTH })}
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN_LENGTH}
        value={password}
        onChange={({ target }) => onPassword(target.value)}
      />
      <TextField
        label={t('repeatPassword')}
        error={differs ? t('passwordsDiffer') : undefined}
        type="password"
        autoComplete="new-password"
        required
        value={repeated}
        onChange={({ target }) => onRepeated(target.value)}
      />
    </>
  )
}
