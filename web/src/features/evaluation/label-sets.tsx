import type { LabelFileInput } from '@learnpath/contracts'
import { PlusIcon, UploadIcon } from '@radix-ui/react-icons'
import { useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link, useLocation } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** Questions with the passages that answer them, which ways to search are compared with. */
export function LabelSets(): JSX.Element {
  const t = useTranslations('evaluation')
  const sets = useAnswer('listLabelSets')
  const hidden = useHiddenIds()
  const shown = sets.data?.sets.filter(({ id }) => !hidden.has(id))
  const [isNew, setIsNew] = useState(false)
  return (
    <Card
      title={t('labelSets')}
      actions={
        <>
          <ImportLabels />
          <Button size="small" icon={<PlusIcon />} onClick={() => setIsNew(true)}>
            {t('newLabelSet')}
          </Button>
        </>
      }
    >
      {sets.isPending && <Skeleton />}
      {sets.isError && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {shown?.length === 0 && <p className="text-soft">{t('noLabelSets')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {shown?.map(({ id, name, questions }) => (
          <li key={id} className="py-2.5">
            <Link href={`/lab/labels/${id}`} className="font-medium">
              {name}
            </Link>
            <p className="text-sm text-soft">{t('labelCounts', questions)}</p>
          </li>
        ))}
      </ul>
      {isNew && <NewLabelSet onClose={() => setIsNew(false)} />}
    </Card>
  )
}

function NewLabelSet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('evaluation')
  const app = useTranslations('app')
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const create = useCommand('createLabelSet', {
    changes: ['listLabelSets'],
    onSuccess: ({ id }) => navigate(`/lab/labels/${id}`),
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('newLabelSet')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button
            variant="primary"
            busy={create.isPending}
            disabled={name.trim() === ''}
            onClick={() => create.mutate({ body: { name } })}
          >
            {app('save')}
          </Button>
        </>
      }
    >
      <TextField
        data-first-field
        label={t('name')}
        maxLength={200}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      {create.isError && <ErrorState error={create.error} />}
    </Dialog>
  )
}

function ImportLabels(): JSX.Element {
  const t = useTranslations('evaluation')
  const toast = useToast()
  const file = useRef<HTMLInputElement>(null)
  const bring = useCommand('importLabels', {
    changes: ['listLabelSets', 'getLabelSet'],
    onSuccess: ({ added, merged, left }) =>
      toast({
        kind: left.length === 0 ? 'good' : 'info',
        text: t('labelsImported', { added, merged, left: left.length }),
      }),
    onError: useFailureToast(),
  })
  const read = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    try {
      bring.mutate({ body: JSON.parse(await chosen.text()) as LabelFileInput })
    } catch (failure) {
      if (!(failure instanceof SyntaxError)) throw failure
      toast({ kind: 'bad', text: t('notJson', { file: chosen.name }) })
    }
  }
  return (
    <>
      <input
        ref={file}
        type="file"
        accept=".json"
        className="sr-only"
        tabIndex={-1}
        aria-label={t('importLabels')}
        onChange={({ target }) => {
          void read(target.files?.[0])
          target.value = ''
        }}
      />
      <Button size="small" icon={<UploadIcon />} busy={bring.isPending} onClick={() => file.current?.click()}>
        {t('importLabels')}
      </Button>
    </>
  )
}
