import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { know } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { knownOf } from './known-of.ts'

export function WorkspaceNameCard({ name: before }: { readonly name: string }): JSX.Element {
  const t = useTranslations('account')
  const [name, setName] = useState(before)
  const rename = useCommand('updateWorkspace', {
    changes: ['auditLog'],
    onSuccess: () => void call('session').then((session) => know(knownOf(session))),
  })
  return (
    <Card title={t('workspaceName')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate({ body: { name: name.trim() } })
        }}
      >
        <TextField
          label={t('workspaceName')}
          labelHidden
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        {rename.error !== null && <ErrorState error={rename.error} />}
        <div>
          <Button type="submit" busy={rename.isPending} disabled={name.trim() === '' || name.trim() === before}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
