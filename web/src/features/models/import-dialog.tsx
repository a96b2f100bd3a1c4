import type { Model } from '@learnpath/contracts'
import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'

interface ImportDialogProps {
  readonly models: readonly Model[]
  /** Which model it is, when that is known before. */
  readonly model: string | null
  readonly onClose: () => void
  readonly onImported: (model: Model) => void
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/
const OTHER = '?'

/** Takes a model from a folder of the server's machine: the way without a network. */
export function ImportDialog({ models, model, onClose, onImported }: ImportDialogProps): JSX.Element {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const form = useId()
  const [folder, setFolder] = useState('')
  const [chosen, setChosen] = useState(model ?? '')
  const [name, setName] = useState('')
  const take = useCommand('importModel', { changes: ['listModels', 'status'], onSuccess: onImported })
  const id = chosen === OTHER ? name.trim() : chosen
  const nameWrong = chosen === OTHER && name.trim() !== '' && !NAME.test(name.trim())
  const ready = folder.trim() !== '' && !nameWrong && !(chosen === OTHER && name.trim() === '')
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('import.title')}
      description={t('import.description')}
      footer={
        <>
          <Button onClick={onClose}>{tApp('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" busy={take.isPending} disabled={!ready}>
            {t('import.start')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) take.mutate({ body: { folder: folder.trim(), ...(id === '' ? {} : { id }) } })
        }}
      >
        <TextField
          data-first-field
          label={t('import.folder')}
          hint={t('import.folderHint')}
          placeholder="/media/stick/models/all-minilm-l6-v2"
          autoComplete="off"
          spellCheck={false}
          value={folder}
          onChange={({ target }) => setFolder(target.value)}
        />
        <SelectField
          label={t('import.which')}
          hint={t('import.whichHint')}
          value={chosen}
          onChange={({ target }) => setChosen(target.value)}
        >
          <option value="">{t('import.findOut')}</option>
          {models.map(({ manifest }) => (
            <option key={manifest.id} value={manifest.id}>
              {manifest.title}
            </option>
          ))}
          <option value={OTHER}>{t('import.another')}</option>
        </SelectField>
        {chosen === OTHER && (
          <TextField
            label={t('import.name')}
            hint={t('import.nameHint')}
            error={nameWrong ? t('import.nameWrong') : undefined}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
        {take.error !== null && <ErrorState error={take.error} />}
        <OfflineSteps model={chosen === '' || chosen === OTHER ? 'multilingual-e5-small' : chosen} />
      </form>
    </Dialog>
  )
}

function OfflineSteps({ model }: { readonly model: string }): JSX.Element {
  const t = useTranslations('models')
  return (
    <details className="rounded-md border border-line px-3 py-2 text-sm">
      <summary className="min-h-6 font-medium">{t('import.offline')}</summary>
      <ol className="mt-2 flex list-decimal flex-col gap-2 pl-5">
        <li>
          {t('import.step1')}
          <code className="mt-1 block rounded-sm bg-sunken px-2 py-1 font-mono text-xs break-all">
            LEARNPATH_MODELS_FOLDER=/media/stick/models npx learnpath models pull {model}
          </code>
        </li>
        <li>{t('import.step2')}</li>
        <li>{t('import.step3', { folder: `/media/stick/models/${model}` })}</li>
      </ol>
    </details>
  )
}
