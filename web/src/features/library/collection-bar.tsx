import type { Collection } from '@learnpath/contracts'
import { LockClosedIcon, PlusIcon, TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useKnownSession, useMay } from '../../api/session.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Checkbox, TextField } from '../../components/field.tsx'
import { useUndoable } from '../../components/use-undoable.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useProblemText } from '../../i18n/problem-text.ts'
import { hideIds, showIds, useHiddenIds } from '../../components/hidden-ids.ts'
import { useCollection } from './use-collection.ts'
import { VisibilityButton } from './visibility-button.tsx'

/** The collections to choose from; new ones are made here, and the chosen one can be deleted. */
export function CollectionBar(): JSX.Element {
  const t = useTranslations('library')
  const app = useTranslations('app')
  const { data } = useAnswer('listCollections')
  const [chosen, choose] = useCollection()
  const hidden = useHiddenIds()
  const [isMaking, setMaking] = useState(false)
  const remove = useDeleteCollection()
  const collections = (data?.collections ?? []).filter(({ id }) => !hidden.has(id))
  // Of two by one name one's own, as everywhere.
  const named = collections.filter(({ name }) => name === chosen)
  const current = named.find(({ visibility }) => visibility === 'private') ?? named[0]
  const shown = current ?? (collections.length === 1 ? collections[0] : undefined)
  const may = useMay()
  const hasMembers = useKnownSession() !== null
  return (
    <nav aria-label={t('collections')} className="mb-4 flex flex-wrap items-center gap-1.5">
      {collections.length > 1 && (
        <Chip isChosen={current === undefined} onClick={() => choose(null)}>
          {app('allCollections')}
        </Chip>
      )}
      {collections.map((collection) => (
        <Chip
          key={collection.id}
          isChosen={collection === current || collections.length === 1}
          onClick={() => choose(collection.name)}
        >
          {hasMembers && collection.visibility === 'private' && (
            <LockClosedIcon role="img" aria-label={t('isPrivate')} className="size-3.5 shrink-0" />
          )}
          {collection.name}
          <span className="text-xs tabular-nums opacity-80">{collection.documentCount}</span>
        </Chip>
      ))}
      {may('createCollection') && (
        <Button size="small" variant="quiet" icon={<PlusIcon aria-hidden />} onClick={() => setMaking(true)}>
          {t('newCollection')}
        </Button>
      )}
      {shown !== undefined &&
        hasMembers &&
        may(shown.visibility === 'shared' ? 'withdrawCollection' : 'updateCollection') && (
          <VisibilityButton key={shown.id} collection={shown} />
        )}
      {current !== undefined && may('deleteCollection') && (
        <IconButton
          label={t('deleteCollection', { name: current.name })}
          icon={<TrashIcon />}
          onClick={() => remove(current)}
        />
      )}
      {isMaking && <NewCollectionDialog onClose={() => setMaking(false)} />}
    </nav>
  )
}

interface ChipProps {
  readonly isChosen: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function Chip({ isChosen, onClick, children }: ChipProps): JSX.Element {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onClick}
      className={classNames(
        'inline-flex min-h-8 max-w-64 items-center gap-1.5 truncate rounded-full border px-3 text-sm',
        isChosen
          ? 'border-accent bg-accent-soft font-medium text-accent-strong'
          : 'border-line-strong bg-surface hover:bg-sunken',
      )}
    >
      {children}
    </button>
  )
}

function useDeleteCollection(): (collection: Collection) => void {
  const t = useTranslations('library')
  const undoable = useUndoable()
  const tellFailure = useFailureToast()
  const [chosen, choose] = useCollection()
  const { mutateAsync } = useCommand('deleteCollection', {
    changes: ['listCollections', 'listDocuments', 'documentFacets', 'status'],
  })
  return ({ id, name, documentCount }) => {
    const commit = async (): Promise<void> => {
      try {
        await mutateAsync({ params: { id } })
      } catch (error) {
        tellFailure(error)
        showIds([id])
      }
    }
    undoable({
      text: t('collectionDeleted', { name, count: documentCount }),
      hide: () => {
        hideIds([id])
        if (chosen === name) choose(null)
      },
      show: () => {
        showIds([id])
        choose(name)
      },
      commit: () => void commit(),
    })
  }
}

function NewCollectionDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useTranslations('library')
  const [, choose] = useCollection()
  const [name, setName] = useState('')
  const [isPrivate, setPrivate] = useState(false)
  const hasMembers = useKnownSession() !== null
  const textOf = useProblemText()
  const create = useCommand('createCollection', {
    changes: ['listCollections', 'status'],
    onSuccess: (collection) => {
      choose(collection.name)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('newCollection')}
      description={t('newCollectionHint')}
      footer={
        <Button
          variant="primary"
          type="submit"
          form="new-collection"
          busy={create.isPending}
          disabled={name.trim() === ''}
        >
          {t('create')}
        </Button>
      }
    >
      <form
        id="new-collection"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ body: { name: name.trim(), visibility: isPrivate ? 'private' : 'shared' } })
        }}
      >
        <TextField
          label={t('collectionName')}
          value={name}
          maxLength={100}
          data-first-field
          error={create.error === null ? undefined : textOf(create.error).title}
          onChange={({ target }) => setName(target.value)}
        />
        {hasMembers && (
          <div className="mt-4">
            <Checkbox
              label={t('keepPrivate')}
              checked={isPrivate}
              onChange={({ target }) => setPrivate(target.checked)}
            />
          </div>
        )}
      </form>
    </Dialog>
  )
}
