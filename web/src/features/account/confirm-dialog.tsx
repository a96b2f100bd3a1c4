import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'

interface ConfirmDialogProps {
  readonly title: string
  readonly text: string
  readonly action: string
  /** Has to be typed before it can be done: for what takes very much with it. */
  readonly typed?: string
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const t = useTranslations('account')
  const [text, setText] = useState('')
  const { typed } = props
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
      title={props.title}
      description={props.text}
      footer={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button
            variant="danger"
            busy={props.busy}
            disabled={typed !== undefined && text.trim() !== typed}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </>
      }
    >
      {typed !== undefined && (
        <TextField
          label={t('typeToConfirm', { name: typed })}
          data-first-field
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
    </Dialog>
  )
}
