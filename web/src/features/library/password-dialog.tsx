import type { Document } from '@learnpath/contracts'
import { useEffect, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { useToast } from '../../components/toast.tsx'
import { useProblemText } from '../../i18n/problem-text.ts'

interface PasswordDialogProps {
  readonly document: Document
  readonly onClose: () => void
}

/** Asks for the password until the document opens. */
export function PasswordDialog({ document, onClose }: PasswordDialogProps): JSX.Element {
  const t = useTranslations('library')
  const errors = useTranslations('errors')
  const toast = useToast()
  const textOf = useProblemText()
  const [password, setPassword] = useState('')
  const [isTried, setTried] = useState(false)
  const { data } = useAnswer('getDocument', { params: { id: document.id } })
  const retry = useCommand('retryDocument', {
    changes: ['getDocument', 'listDocuments', 'documentFacets'],
    onSuccess: () => setTried(true),
  })
  const current = data ?? document
  const isReading = current.state === 'queued' || current.state === 'processing'
  const isOpen = isTried && current.state === 'ready'
  useEffect(() => {
    if (!isOpen) return
    toast({ kind: 'good', text: t('unlocked', { title: current.title }) })
    onClose()
  }, [isOpen, current.title, onClose, t, toast])
  const refusal = isTried && current.state === 'failed' && !retry.isPending ? current.failure : null
  const error = retry.error === null ? refusal && errors(`${refusal.code}.title`) : textOf(retry.error).title
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('passwordTitle')}
      description={t('passwordHint', { title: document.title })}
      footer={
        <Button
          variant="primary"
          type="submit"
          form="password"
          busy={retry.isPending || (isTried && isReading)}
          disabled={password === ''}
        >
          {t('unlock')}
        </Button>
      }
    >
      <form
        id="password"
        onSubmit={(event) => {
          event.preventDefault()
          retry.mutate({ params: { id: document.id }, body: { password } })
        }}
      >
        <TextField
          type="password"
          label={t('password')}
          autoComplete="off"
          data-first-field
          value={password}
          error={error ?? undefined}
          onChange={({ target }) => setPassword(target.value)}
        />
      </form>
    </Dialog>
  )
}
