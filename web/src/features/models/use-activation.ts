import type { Generation } from '@learnpath/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useCommand, useAnswer } from '../../api/use-answer.ts'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { titleOf } from './model-facts.ts'

const CHANGED = ['listGenerations', 'status', 'listModels'] as const

interface Activation {
  /** Search uses these vectors from now on. */
  readonly activate: (generation: Generation) => void
  /** Search goes by keywords alone from now on. */
  readonly deactivate: (generation: Generation) => void
  readonly drop: (generation: Generation) => void
  readonly isSwitching: boolean
}

/** Switching between vectors, each time with the way back. */
export function useActivation(): Activation {
  const t = useTranslations('models')
  const tApp = useTranslations('app')
  const toast = useToast()
  const undoable = useUndoable()
  const client = useQueryClient()
  const tellFailure = useFailureToast()
  const models = useAnswer('listModels').data?.models
  const generations = useAnswer('listGenerations').data?.generations ?? []
  const activation = useCommand('activateGeneration', { changes: CHANGED })
  const deactivation = useCommand('deactivateGeneration', { changes: CHANGED })
  const dropping = useCommand('dropGeneration', { changes: CHANGED })
  const onError = tellFailure

  const turnOn = (id: string): void => activation.mutate({ params: { id } }, { onError })
  const turnOff = (id: string): void => deactivation.mutate({ params: { id } }, { onError })
  const undo = (run: () => void): { label: string; run: () => void } => ({ label: tApp('undo'), run })

  return {
    isSwitching: activation.isPending || deactivation.isPending,
    activate(generation) {
      const before = generations.find(({ state }) => state === 'serving')
      const back = (): void => (before === undefined ? turnOff(generation.id) : turnOn(before.id))
      const onSuccess = (): void =>
        toast({ kind: 'good', text: t('switched', { model: titleOf(models, generation.model) }), action: undo(back) })
      activation.mutate({ params: { id: generation.id } }, { onError, onSuccess })
    },
    deactivate(generation) {
      const onSuccess = (): void => toast({ text: t('switchedOff'), action: undo(() => turnOn(generation.id)) })
      deactivation.mutate({ params: { id: generation.id } }, { onError, onSuccess })
    },
    drop({ id, model }) {
      const commit = async (): Promise<void> => {
        try {
          await dropping.mutateAsync({ params: { id } })
        } catch (error) {
          tellFailure(error)
        } finally {
          // What is gone for good is not in the next answer.
          await client.invalidateQueries({ queryKey: ['listGenerations'] })
          showIds([id])
        }
      }
      undoable({
        text: t('dropped', { model: titleOf(models, model) }),
        hide: () => hideIds([id]),
        show: () => showIds([id]),
        commit: () => void commit(),
      })
    },
  }
}
