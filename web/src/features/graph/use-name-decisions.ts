import type { Entity, EntityDetail, EntityName } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { call } from '../../api/request.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { entityAddress } from './entity-address.ts'
import { GRAPH_ANSWERS } from './use-graph.ts'

export interface NameDecisions {
  readonly split: (record: EntityName) => void
  readonly merge: (other: Entity) => void
  readonly isBusy: boolean
}

/** The person's word on which names are one thing, each with a way back in its message. */
export function useNameDecisions(entity: EntityDetail, onDone: () => void): NameDecisions {
  const t = useTranslations('graph')
  const undo = useTranslations('app')('undo')
  const toast = useToast()
  const [, navigate] = useLocation()
  const onError = useFailureToast()
  const splitting = useCommand('splitEntity', { changes: GRAPH_ANSWERS, onError })
  const merging = useCommand('mergeEntities', { changes: GRAPH_ANSWERS })
  const params = { id: entity.id }
  return {
    isBusy: splitting.isPending || merging.isPending,
    split(record) {
      const body = { nameIds: [record.id] }
      const onSuccess = (): void => {
        onDone()
        const run = (): void => merging.mutate({ params, body: { entityIds: [record.id] } }, { onError })
        toast({ text: t('splitDone', { name: record.name }), action: { label: undo, run } })
      }
      splitting.mutate({ params, body }, { onSuccess })
    },
    merge(other) {
      const merged = ({ id }: EntityDetail, nameIds: string[]): void => {
        onDone()
        // The joined entity may go on under the id of the other.
        if (id !== entity.id) navigate(entityAddress(id), { replace: true })
        const run = (): void => splitting.mutate({ params: { id }, body: { nameIds } })
        const text = t('mergeDone', { name: entity.name, other: other.name })
        toast({ text, action: { label: undo, run } })
      }
      const run = async (): Promise<void> => {
        // Taking it back has to part all of its names, not only the one that it is called by.
        const { nameRecords } = await call('getEntity', { params: { id: other.id } })
        merged(
          await merging.mutateAsync({ params, body: { entityIds: [other.id] } }),
          nameRecords.map(({ id }) => id),
        )
      }
      void run().catch(onError)
    },
  }
}
