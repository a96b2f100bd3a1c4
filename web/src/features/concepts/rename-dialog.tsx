import type { ConceptDetail } from '@learnpath/contracts'
import { useId, useState, type FormEvent, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { useProblemText } from '../../i18n/problem-text.ts'
import { useConceptEdits } from './use-concept-edits.ts'

interface RenameDialogProps {
  readonly concept: ConceptDetail
  readonly onOpenChange: (open: boolean) => void
}

const LONGEST = 200

/** Another name for a concept; other names of it that the documents use are offered. */
export function RenameDialog({ concept, onOpenChange }: RenameDialogProps): JSX.Element {
  const t = useTranslations('concepts')
  const app = useTranslations('app')
  const textOf = useProblemText()
  const formId = useId()
  const [name, setName] = useState(concept.name)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { rename } = useConceptEdits()
  const submit = async (): Promise<void> => {
    if (name.trim() === '' || name.trim() === concept.name) {
      onOpenChange(false)
      return
    }
    setBusy(true)
    try {
      await rename(concept, name.trim())
      onOpenChange(false)
    } catch (error) {
      const { title, advice } = textOf(error)
      setProblem(`${title}. ${advice}`)
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={t('renameTitle', { name: concept.name })}
      description={t('renameHint')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{app('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {app('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={onSubmit} className="flex flex-col gap-3 pb-2">
        <TextField
          label={t('name')}
          value={name}
          maxLength={LONGEST}
          error={problem}
          onChange={({ target }) => {
            setName(target.value)
            setProblem(undefined)
          }}
        />
        {concept.aliases.length > 0 && (
          <div className="flex flex-wrap items-center gap-2">
            <span className="text-sm text-soft">{t('otherNames')}</span>
            {concept.aliases.map((alias) => (
              <Button key={alias} size="small" onClick={() => setName(alias)}>
                {alias}
              </Button>
            ))}
          </div>
        )}
      </form>
    </Dialog>
  )
}
