import { Cross2Icon } from '@radix-ui/react-icons'
import type { ConceptDetail } from '@learnpath/contracts'
import { useMemo, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import type { ConceptNet, NetConcept } from './concept-net.ts'
import { ConceptPicker } from './concept-picker.tsx'
import { useConceptEdits } from './use-concept-edits.ts'

interface MergeDialogProps {
  readonly concept: ConceptDetail
  readonly net: ConceptNet
  readonly onOpenChange: (open: boolean) => void
}

/** Other concepts that are the same thing become names of this one. */
export function MergeDialog({ concept, net, onOpenChange }: MergeDialogProps): JSX.Element {
  const t = useTranslations('concepts')
  const app = useTranslations('app')
  const onError = useFailureToast()
  const [others, setOthers] = useState<readonly NetConcept[]>([])
  const [busy, setBusy] = useState(false)
  const { merge } = useConceptEdits()
  const taken = useMemo(() => new Set([concept.id, ...others.map(({ id }) => id)]), [concept.id, others])
  const submit = async (): Promise<void> => {
    setBusy(true)
    try {
      await merge(concept, others)
      onOpenChange(false)
    } catch (error) {
      onError(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t('mergeTitle', { name: concept.name })}
      description={t('mergeHint', { name: concept.name })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{app('cancel')}</Button>
          <Button variant="primary" busy={busy} disabled={others.length === 0} onClick={() => void submit()}>
            {t('mergeDo')}
          </Button>
        </>
      }
    >
      <div className="flex min-h-64 flex-col gap-3 pb-2">
        <ConceptPicker
          net={net}
          label={t('mergePick')}
          without={taken}
          onPick={(other) => setOthers((before) => [...before, other])}
        />
        <ul className="flex flex-col gap-1">
          {others.map((other) => (
            <li key={other.id} className="flex items-center gap-2 rounded-md bg-sunken pl-3">
              <span className="min-w-0 flex-1">{other.name}</span>
              <IconButton
                label={t('takeOut', { name: other.name })}
                icon={<Cross2Icon />}
                onClick={() => setOthers((before) => before.filter(({ id }) => id !== other.id))}
              />
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
