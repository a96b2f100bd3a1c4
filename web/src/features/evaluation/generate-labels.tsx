import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'

const MOST = 500

/** Has questions made from the documents; a person looks them over afterwards. */
export function GenerateLabels({ setId }: { readonly setId: string }): JSX.Element {
  const t = useTranslations('evaluation')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t('generate')}</Button>
      {isOpen && <GenerateDialog setId={setId} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function GenerateDialog({ setId, onClose }: { readonly setId: string; readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('evaluation')
  const app = useTranslations('app')
  const toast = useToast()
  const collections = useAnswer('listCollections')
  const [chosen, setChosen] = useState<string | null>(null)
  const collection = chosen ?? collections.data?.collections[0]?.name
  const [count, setCount] = useState(50)
  const generate = useCommand('generateLabels', {
    changes: ['getLabelSet', 'listLabelSets'],
    onSuccess: ({ added, merged }) => {
      toast({ kind: 'good', text: t('generated', { count: added + merged }) })
      onClose()
    },
  })
  const start = (): void =>
    generate.mutate({ params: { id: setId }, body: { count, ...(collection === undefined ? {} : { collection }) } })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('generate')}
      description={t('generateHint')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button variant="primary" busy={generate.isPending} onClick={start}>
            {t('generateNow')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 pb-2">
        <SelectField label={app('collection')} value={collection} onChange={({ target }) => setChosen(target.value)}>
          {collections.data?.collections.map(({ id, name }) => (
            <option key={id} value={name}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          type="number"
          min={1}
          max={MOST}
          label={t('howMany')}
          value={count}
          onChange={({ target }) => setCount(Math.min(MOST, Math.max(1, Number(target.value))))}
        />
        {generate.isError && <ErrorState error={generate.error} />}
      </div>
    </Dialog>
  )
}
