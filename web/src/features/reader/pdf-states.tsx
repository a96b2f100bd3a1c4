import { LockClosedIcon } from '@radix-ui/react-icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { TextField } from '../../components/field.tsx'

interface LockedPdfProps {
  readonly wasWrong: boolean
  readonly onUnlock: (password: string) => void
}

/** The file is encrypted as it was added; its password opens it here and is not kept. */
export function LockedPdf({ wasWrong, onUnlock }: LockedPdfProps): JSX.Element {
  const t = useTranslations('reader')
  const [password, setPassword] = useState('')
  return (
    <form
      className="mx-auto flex max-w-md flex-col gap-3 px-6 py-10"
      onSubmit={(event) => {
        event.preventDefault()
        onUnlock(password)
        setPassword('')
      }}
    >
      <h2 className="flex items-center gap-2 text-lg">
        <LockClosedIcon aria-hidden />
        {t('lockedTitle')}
      </h2>
      <p className="text-soft">{t('lockedText')}</p>
      <TextField
        type="password"
        label={t('password')}
        autoComplete="off"
        value={password}
        onChange={({ target }) => setPassword(target.value)}
        error={wasWrong ? t('wrongPassword') : undefined}
      />
      <Button type="submit" variant="primary" disabled={password === ''}>
        {t('unlock')}
      </Button>
    </form>
  )
}

interface NoteProps {
  readonly kind?: 'warn' | 'plain'
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** A line above the document about what it shows. */
export function ReaderNote({ kind = 'warn', children, actions }: NoteProps): JSX.Element {
  return (
    <div
      role="status"
      className={classNames(
        'flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1 text-sm',
        kind === 'warn' ? 'bg-warn-soft text-warn' : 'bg-sunken text-soft',
      )}
    >
      <span className="min-w-0 flex-1 basis-52">{children}</span>
      {actions}
    </div>
  )
}
