import type { SignedInUser } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { know } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { knownOf } from './known-of.ts'

export function NameCard({ user }: { readonly user: SignedInUser }): JSX.Element {
  const t = useTranslations('account')
  const toast = useToast()
  const [name, setName] = useState(user.name)
  const rename = useCommand('updateAccount', {
    onSuccess: (session) => {
      know(knownOf(session))
      toast({ kind: 'good', text: t('nameSaved') })
    },
  })
  return (
    <Card title={t('name')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate({ body: { name: name.trim() } })
        }}
      >
        <TextField
          label={t('name')}
          labelHidden
          hint={t('nameHint')}
          autoComplete="name"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        {rename.error !== null && <ErrorState error={rename.error} />}
        <div>
          <Button type="submit" busy={rename.isPending} disabled={name.trim() === '' || name.trim() === user.name}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
