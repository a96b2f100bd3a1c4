import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { useProblemText } from '../../i18n/problem-text.ts'

interface RenameDialogProps {
  readonly id: string
  readonly title: string
  readonly onClose: () => void
}

const LONGEST = 200

/** Another title for a conversation. */
export function RenameDialog({ id, title, onClose }: RenameDialogProps): JSX.Element {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const textOf = useProblemText()
  const formId = useId()
  const [typed, setTyped] = useState(title)
  const { mutate, error, isPending } = useCommand('updateConversation', {
    changes: ['listConversations', 'getConversation'],
    onSuccess: onClose,
  })
  const problem = error === null ? null : textOf(error)
  const submit = (): void => {
    const next = typed.trim()
    if (next === '' || next === title) onClose()
    else mutate({ params: { id }, body: { title: next } })
  }
  return (
    <Dialog
      open
      title={t('renameTitle')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {app('save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="pb-2"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          data-first-field
          label={t('conversationTitle')}
          value={typed}
          maxLength={LONGEST}
          error={problem === null ? undefined : `${problem.title}. ${problem.advice}`}
          onChange={({ target }) => setTyped(target.value)}
        />
      </form>
    </Dialog>
  )
}
