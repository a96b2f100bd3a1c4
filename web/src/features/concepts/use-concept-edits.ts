import type { Concept, SetPrerequisiteRequest } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import type { EndpointName } from '../../api/request.ts'
import { useCommand } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

const CHANGED: readonly EndpointName[] = ['conceptGraph', 'getConcept', 'listConcepts', 'progress']

type Named = Pick<Concept, 'id' | 'name'>
type Decision = SetPrerequisiteRequest['decision']

export interface PrerequisitePair {
  readonly concept: Named
  readonly prerequisite: Named
  /** What held before, for undo. */
  readonly before: Decision
}

export interface ConceptEdits {
  readonly setHidden: (concept: Named, hidden: boolean) => void
  /** Rejects when the name is taken. */
  readonly rename: (concept: Named, name: string) => Promise<void>
  readonly merge: (concept: Named, others: readonly (Named & Pick<Concept, 'aliases'>)[]) => Promise<void>
  readonly split: (concept: Named, aliases: readonly string[]) => Promise<Concept>
  readonly decide: (pair: PrerequisitePair, decision: Decision) => void
}

/** Changes of concepts by the person: at once, each with a way back in its message. */
export function useConceptEdits(): ConceptEdits {
  const t = useTranslations('concepts')
  const undo = useTranslations('app')('undo')
  const toast = useToast()
  const onError = useFailureToast()
  const update = useCommand('updateConcept', { changes: CHANGED })
  const merge = useCommand('mergeConcepts', { changes: CHANGED })
  const split = useCommand('splitConcept', { changes: CHANGED })
  const decide = useCommand('setPrerequisite', { changes: CHANGED })

  const hide = ({ id }: Named, hidden: boolean, onSuccess?: () => void): void =>
    update.mutate({ params: { id }, body: { hidden } }, { onError, ...(onSuccess === undefined ? {} : { onSuccess }) })
  const set = ({ concept, prerequisite }: PrerequisitePair, decision: Decision, onSuccess?: () => void): void =>
    decide.mutate(
      { params: { id: concept.id }, body: { prerequisiteId: prerequisite.id, decision } },
      { onError, ...(onSuccess === undefined ? {} : { onSuccess }) },
    )

  return {
    setHidden(concept, hidden) {
      const text = t(hidden ? 'hiddenNow' : 'shownNow', { name: concept.name })
      hide(concept, hidden, () => toast({ text, action: { label: undo, run: () => hide(concept, !hidden) } }))
    },
    async rename({ id, name: before }, name) {
      await update.mutateAsync({ params: { id }, body: { name } })
      const run = (): void => update.mutate({ params: { id }, body: { name: before } }, { onError })
      toast({ text: t('renamedNow', { name }), action: { label: undo, run } })
    },
    async merge(concept, others) {
      await merge.mutateAsync({ params: { id: concept.id }, body: { conceptIds: others.map(({ id }) => id) } })
      const run = (): void => {
        for (const other of others) {
          const aliases = [other.name, ...other.aliases]
          split.mutate({ params: { id: concept.id }, body: { aliases } }, { onError })
        }
      }
      toast({ text: t('mergedNow', { name: concept.name }), action: { label: undo, run } })
    },
    split: async ({ id }, aliases) => await split.mutateAsync({ params: { id }, body: { aliases: [...aliases] } }),
    decide(pair, decision) {
      const names = { name: pair.concept.name, prerequisite: pair.prerequisite.name }
      const run = (): void => set(pair, pair.before)
      set(pair, decision, () => toast({ text: t(`decided.${decision}`, names), action: { label: undo, run } }))
    },
  }
}
