import type { Document } from '@learnpath/contracts'
import { TrashIcon } from '@radix-ui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { call } from '../../api/request.ts'
import { forget } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { TagEditor } from './tag-editor.tsx'
import type { Selection } from './use-selection.ts'

interface SelectionBarProps {
  readonly selection: Selection
  readonly onRemove: (documents: readonly Document[]) => void
}

/** What can be done with all that is ticked. */
export function SelectionBar({ selection, onRemove }: SelectionBarProps): JSX.Element {
  const t = useTranslations('library')
  const [isTagging, setTagging] = useState(false)
  const documents = [...selection.documents.values()]
  return (
    <>
      <div
        role="status"
        className={
          documents.length === 0
            ? 'sr-only'
            : 'fixed inset-x-4 bottom-18 z-30 mx-auto flex max-w-xl animate-rise flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface px-4 py-2 shadow-float md:bottom-4 md:left-58'
        }
      >
        {documents.length > 0 && (
          <>
            <span className="min-w-0 flex-1 basis-full font-medium sm:basis-0">
              {t('selected', { count: documents.length })}
            </span>
            <Button size="small" onClick={() => setTagging(true)}>
              {t('tags')}
            </Button>
            <Button size="small" variant="danger" icon={<TrashIcon aria-hidden />} onClick={() => onRemove(documents)}>
              {t('delete')}
            </Button>
            <Button size="small" variant="quiet" onClick={selection.clear}>
              {t('clearSelection')}
            </Button>
          </>
        )}
      </div>
      {isTagging && <TagDialog selection={selection} onClose={() => setTagging(false)} />}
    </>
  )
}

function TagDialog({
  selection,
  onClose,
}: {
  readonly selection: Selection
  readonly onClose: () => void
}): JSX.Element {
  const t = useTranslations('library')
  const client = useQueryClient()
  const tellFailure = useFailureToast()
  const documents = [...selection.documents.values()]
  const common = (documents[0]?.tags ?? []).filter((tag) => documents.every(({ tags }) => tags.includes(tag)))
  const change = async (tagsOf: (tags: readonly string[]) => readonly string[]): Promise<void> => {
    try {
      const changed: Document[] = []
      for (const { id, tags } of documents) {
        changed.push(await call('updateDocument', { params: { id }, body: { tags: [...tagsOf(tags)] } }))
      }
      selection.select(changed)
    } catch (error) {
      tellFailure(error)
    } finally {
      forget(client, ['listDocuments', 'documentFacets', 'getDocument'])
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('tagSelected', { count: documents.length })}
      description={t('commonTags')}
    >
      <div className="pb-4">
        <TagEditor
          tags={common}
          onAdd={(tag) => void change((tags) => [...new Set([...tags, tag])])}
          onRemove={(tag) => void change((tags) => tags.filter((one) => one !== tag))}
        />
      </div>
    </Dialog>
  )
}
