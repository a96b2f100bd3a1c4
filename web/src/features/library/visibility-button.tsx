import type { Collection } from '@learnpath/contracts'
import { LockClosedIcon, LockOpen1Icon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** Shares a collection with the workspace, or keeps it to oneself. Either is asked about first: it concerns others. */
export function VisibilityButton({ collection }: { readonly collection: Collection }): JSX.Element {
  const t = useTranslations('library')
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const { id, name, visibility } = collection
  const to = visibility === 'private' ? 'shared' : 'private'
  const change = useCommand('updateCollection', {
    changes: ['listCollections'],
    onSuccess: () => {
      setAsking(false)
      toast({ kind: 'good', text: t(`visibility.${to}.done`, { name }) })
    },
    onError: useFailureToast(),
  })
  return (
    <>
      <IconButton
        label={t(`visibility.${to}.label`, { name })}
        icon={visibility === 'private' ? <LockClosedIcon /> : <LockOpen1Icon />}
        onClick={() => setAsking(true)}
      />
      {isAsking && (
        <ConfirmDialog
          title={t(`visibility.${to}.title`, { name })}
          text={t(`visibility.${to}.text`)}
          action={t(`visibility.${to}.action`)}
          isBusy={change.isPending}
          onConfirm={() => change.mutate({ params: { id }, body: { visibility: to } })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
