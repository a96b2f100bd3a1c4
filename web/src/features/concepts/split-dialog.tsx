import type { ConceptDetail } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Checkbox } from '../../components/field.tsx'
import { useToast } from '../../components/toast.tsx'
import { useProblemText } from '../../i18n/problem-text.ts'
import { conceptAddress } from './concept-address.ts'
import { useConceptEdits } from './use-concept-edits.ts'

interface SplitDialogProps {
  readonly concept: ConceptDetail
  readonly onOpenChange: (open: boolean) => void
}

/** Names that mean another thing become a concept of their own. */
export function SplitDialog({ concept, onOpenChange }: SplitDialogProps): JSX.Element {
  const t = useTranslations('concepts')
  const app = useTranslations('app')
  const textOf = useProblemText()
  const toast = useToast()
  const [, navigate] = useLocation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { split } = useConceptEdits()
  const toggle = (alias: string, isChosen: boolean): void => {
    setProblem(null)
    const next = new Set(chosen)
    if (isChosen) next.add(alias)
    else next.delete(alias)
    setChosen(next)
  }
  const submit = async (): Promise<void> => {
    setBusy(true)
    try {
      const made = await split(concept, [...chosen])
      onOpenChange(false)
      toast({
        text: t('splitNow', { name: made.name }),
        action: { label: t('open'), run: () => navigate(conceptAddress(made.id)) },
      })
    } catch (error) {
      const { title, detail } = textOf(error)
      setProblem(detail ?? title)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t('splitTitle', { name: concept.name })}
      description={t('splitHint')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{app('cancel')}</Button>
          <Button variant="primary" busy={busy} disabled={chosen.size === 0} onClick={() => void submit()}>
            {t('splitDo')}
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-1 pb-2">
        <legend className="mb-1 text-sm font-medium">{t('splitPick')}</legend>
        {concept.aliases.map((alias) => (
          <Checkbox
            key={alias}
            label={alias}
            checked={chosen.has(alias)}
            onChange={({ target }) => toggle(alias, target.checked)}
          />
        ))}
        {problem !== null && (
          <p role="alert" className="text-sm text-bad">
            {t('splitFailed')} <span className="text-soft">{problem}</span>
          </p>
        )}
      </fieldset>
    </Dialog>
  )
}
