import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useFileSize } from '../../components/use-file-size.ts'

/** Writes a copy of the database while everything goes on. */
export function BackupForm(): JSX.Element {
  const t = useTranslations('settings')
  const fileSize = useFileSize()
  const { data: status } = useAnswer('status')
  const [typed, setTyped] = useState<string | null>(null)
  const backup = useCommand('backup')
  const separator = status?.home.includes('\\') === true ? '\\' : '/'
  const [day] = useState(() => new Date().toISOString().slice(0, 10))
  const suggested = status === undefined ? '' : `${status.home}${separator}backup-${day}.db`
  const file = typed ?? suggested
  return (
    <Card title={t('backup')}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          backup.mutate({ body: { file: file.trim() } })
        }}
      >
        <p className="text-sm text-soft">{t('backupText')}</p>
        <TextField
          label={t('backupFile')}
          hint={t('backupHint')}
          value={file}
          onChange={({ target }) => setTyped(target.value)}
        />
        {backup.error !== null && <ErrorState error={backup.error} />}
        {backup.data !== undefined && (
          <p role="status" className="text-sm text-good">
            {t('backupDone', { file: backup.data.file, size: fileSize(backup.data.sizeBytes) })}
          </p>
        )}
        <div>
          <Button type="submit" busy={backup.isPending} disabled={file.trim() === ''}>
            {t('backupNow')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
