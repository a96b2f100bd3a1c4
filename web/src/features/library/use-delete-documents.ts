import type { Document } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { changeHeaders } from '../../api/session.ts'
import { forget } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useUndoable } from '../../components/use-undoable.ts'
import { hideIds, showIds } from '../../components/hidden-ids.ts'

/** As many as one request takes. */
const MOST_IDS = 1000

/** Deletes documents, with some seconds to take it back. */
export function useDeleteDocuments(): (documents: readonly Document[]) => void {
  const t = useTranslations('library')
  const toast = useToast()
  const undoable = useUndoable()
  const client = useQueryClient()
  return (documents) => {
    const ids = documents.map(({ id }) => id)
    const [first] = documents
    const commit = async (): Promise<void> => {
      try {
        for (let from = 0; from < ids.length; from += MOST_IDS) await deleteOnServer(ids.slice(from, from + MOST_IDS))
      } catch {
        toast({ kind: 'bad', text: t('deleteFailed') })
      } finally {
        // Those that are gone for good are not in the next answer.
        await client.invalidateQueries({ queryKey: ['listDocuments'] })
        showIds(ids)
        forget(client, ['documentFacets', 'status', 'listCollections'])
      }
    }
    undoable({
      text: t('deleted', { count: ids.length, title: first?.title ?? '' }),
      hide: () => hideIds(ids),
      show: () => showIds(ids),
      commit: () => void commit(),
    })
  }
}

/** Goes on when the window is closed meanwhile. */
async function deleteOnServer(ids: readonly string[]): Promise<void> {
  const response = await fetch(addressOf('deleteDocuments'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...changeHeaders() },
    body: JSON.stringify({ ids }),
    keepalive: ids.length < MOST_IDS,
  })
  if (!response.ok) throw new Error(String(response.status))
}
