import type { Watch } from '@learnpath/contracts'
import { TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextArea, TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { hideIds, showIds, useHiddenIds } from '../../components/hidden-ids.ts'

const RESCAN_MS = 2000
const KINDS = { scanning: 'accent', watching: 'good', unreachable: 'bad' } as const

/** Folders of the server's machine whose documents follow by themselves. */
export function WatchesDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('library')
  const hidden = useHiddenIds()
  const { data, error, refetch } = useAnswer('listWatches', {}, { refetchMs: RESCAN_MS })
  const watches = data?.watches.filter(({ id }) => !hidden.has(id))
  return (
    <Dialog open onOpenChange={onClose} place="side" title={t('watches')} description={t('watchesHint')}>
      <div className="flex flex-col gap-6 pb-4">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {watches === undefined && error === null && <Skeleton />}
        {watches !== undefined && watches.length > 0 && (
          <ul className="flex flex-col gap-2">
            {watches.map((watch) => (
              <WatchItem key={watch.id} watch={watch} />
            ))}
          </ul>
        )}
        <WatchForm />
      </div>
    </Dialog>
  )
}

function WatchItem({ watch }: { readonly watch: Watch }): JSX.Element {
  const t = useTranslations('library')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const remove = useRemoveWatch()
  const { folder, collection, state, lastScanAt, message } = watch
  return (
    <li className="flex items-start gap-2 rounded-md border border-line px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium break-all">{folder}</p>
        <p className="text-sm text-soft">{t('watchInto', { collection })}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-soft">
          <Badge kind={KINDS[state]}>{t(`watchState.${state}`)}</Badge>
          {lastScanAt !== null && t('lastScan', { time: format.relativeTime(new Date(lastScanAt), now) })}
        </p>
        {message !== null && (
          <p lang="en" className="mt-1 text-sm text-bad">
            {message}
          </p>
        )}
      </div>
      <IconButton label={t('endWatch', { folder })} icon={<TrashIcon />} onClick={() => remove(watch)} />
    </li>
  )
}

function useRemoveWatch(): (watch: Watch) => void {
  const t = useTranslations('library')
  const undoable = useUndoable()
  const tellFailure = useFailureToast()
  const { mutateAsync } = useCommand('removeWatch', { changes: ['listWatches', 'status'] })
  return ({ id, folder }) => {
    const commit = async (): Promise<void> => {
      try {
        await mutateAsync({ params: { id } })
      } catch (error) {
        tellFailure(error)
        showIds([id])
      }
    }
    undoable({
      text: t('watchEnded', { folder }),
      hide: () => hideIds([id]),
      show: () => showIds([id]),
      commit: () => void commit(),
    })
  }
}

function WatchForm(): JSX.Element {
  const t = useTranslations('library')
  const [folder, setFolder] = useState('')
  const [collection, setCollection] = useState('')
  const [ignore, setIgnore] = useState('')
  const create = useCommand('createWatch', {
    changes: ['listWatches', 'status', 'listCollections', 'listDocuments'],
    onSuccess: () => {
      setFolder('')
      setCollection('')
      setIgnore('')
    },
  })
  const submit = (): void => {
    const patterns = ignore
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const name = collection.trim()
    create.mutate({
      body: { folder: folder.trim(), ignore: patterns, ...(name === '' ? {} : { collection: name }) },
    })
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h3 className="font-semibold">{t('newWatch')}</h3>
      <TextField
        label={t('watchFolder')}
        hint={t('watchFolderHint')}
        value={folder}
        onChange={({ target }) => setFolder(target.value)}
      />
      <TextField
        label={t('watchCollection')}
        hint={t('watchCollectionHint')}
        value={collection}
        maxLength={100}
        onChange={({ target }) => setCollection(target.value)}
      />
      <TextArea
        label={t('watchIgnore')}
        hint={t('watchIgnoreHint')}
        rows={2}
        value={ignore}
        onChange={({ target }) => setIgnore(target.value)}
      />
      {create.error !== null && <ErrorState error={create.error} />}
      <div>
        <Button type="submit" variant="primary" busy={create.isPending} disabled={folder.trim() === ''}>
          {t('watch')}
        </Button>
      </div>
    </form>
  )
}
