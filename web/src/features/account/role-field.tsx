import type { Role } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import type { z } from 'zod'
import { SelectField } from '../../components/field.tsx'
import { ROLES } from './permissions.ts'

type RoleName = z.infer<typeof Role>

interface RoleFieldProps {
  readonly label: string
  readonly labelShown?: boolean
  readonly value: RoleName
  readonly onChange: (role: RoleName) => void
}

export function RoleField({ label, labelShown = false, value, onChange }: RoleFieldProps): JSX.Element {
  const t = useTranslations('account')
  return (
    <SelectField
      label={label}
      labelHidden={!labelShown}
      value={value}
      onChange={({ target }) => onChange(ROLES.find((role) => role === target.value) ?? value)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </SelectField>
  )
}
