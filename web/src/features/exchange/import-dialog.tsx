import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { forget } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Checkbox, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { ImportOutcome } from './import-outcome.tsx'
import { sendImport } from './send-import.ts'

const ACCEPTED = '.apkg,.colpkg,.txt,.tsv,.csv,.json'

/** Brings in cards, with their reviews, from Anki or from another LearnPath. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('exchange')
  const app = useTranslations('app')
  const client = useQueryClient()
  const formId = useId()
  const [files, setFiles] = useState<readonly File[]>([])
  const [deck, setDeck] = useState('')
  const [settings, setSettings] = useState(false)
  const importing = useMutation({
    networkMode: 'always',
    mutationFn: async () => await sendImport(files, { deck: deck.trim(), settings }),
    onSuccess: () =>
      forget(client, ['listCards', 'listDecks', 'reviewQueue', 'reviewForecast', 'progress', 'getReviewSettings']),
  })
  const isOwn = files.some(({ name }) => name.endsWith('.json'))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('importTitle')}
      description={t('importLead')}
      footer={
        importing.isSuccess ? (
          <Button variant="primary" onClick={onClose}>
            {app('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{app('cancel')}</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              disabled={files.length === 0}
              busy={importing.isPending}
            >
              {t('import')}
            </Button>
          </>
        )
      }
    >
      {importing.isError && <ErrorState error={importing.error} />}
      {importing.isSuccess ? (
        <ImportOutcome result={importing.data} />
      ) : (
        <form
          id={formId}
          className="flex flex-col gap-4 pb-2"
          onSubmit={(event) => {
            event.preventDefault()
            importing.mutate()
          }}
        >
          <TextField
            data-first-field
            type="file"
            label={t('files')}
            hint={t('filesHint')}
            accept={ACCEPTED}
            multiple
            className="py-1.5"
            onChange={({ target }) => setFiles([...(target.files ?? [])])}
          />
          <TextField
            label={t('intoDeck')}
            hint={t('intoDeckHint')}
            maxLength={200}
            value={deck}
            onChange={({ target }) => setDeck(target.value)}
          />
          {isOwn && <Checkbox label={t('withSettings')} checked={settings} onChange={() => setSettings(!settings)} />}
        </form>
      )}
    </Dialog>
  )
}
