import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextArea } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

export interface PassageForLabel {
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly text: string
}

interface LabelDialogProps {
  readonly passage: PassageForLabel
  /** What was searched for, when it is a question that the passage may answer. */
  readonly question: string
  readonly onClose: () => void
}

/** The set that is made when it is first used. */
const OWN = 'own'
const GRADES = [3, 2, 1] as const
const TEXT_SHOWN = 400

/** Keeps a passage as the answer to a question, to measure searches by. */
export function LabelDialog({ passage, question: asked, onClose }: LabelDialogProps): JSX.Element {
  const t = useTranslations('evaluation')
  const app = useTranslations('app')
  const toast = useToast()
  const formId = useId()
  const sets = useAnswer('listLabelSets')
  const [question, setQuestion] = useState(asked)
  const [grade, setGrade] = useState<number>(GRADES[0])
  const [setId, setSetId] = useState(OWN)
  const changes = ['listLabelSets', 'getLabelSet'] as const
  const remove = useCommand('deleteLabelledQuestion', { changes, onError: useFailureToast() })
  const add = useCommand('addLabelledQuestion', {
    changes,
    onSuccess: ({ id, passages }) => {
      const undo = (): void => remove.mutate({ params: { id: setId, questionId: id } })
      // What was added to a question that was there cannot be told apart from what it had.
      const action = passages.length === 1 ? { action: { label: app('undo'), run: undo } } : {}
      toast({ kind: 'good', text: t('labelKept'), ...action })
      onClose()
    },
  })
  const { documentId, start, end, text } = passage
  const others = sets.data?.sets.filter(({ id, unit }) => id !== OWN && unit === 'passage') ?? []
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('useAsLabel')}
      description={t('labelHint')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" busy={add.isPending} disabled={question.trim() === ''}>
            {app('save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-3 pb-2"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate({ params: { id: setId }, body: { question, passages: [{ documentId, start, end, grade }] } })
        }}
      >
        <TextArea
          data-first-field
          label={t('question')}
          rows={2}
          maxLength={2000}
          value={question}
          onChange={({ target }) => setQuestion(target.value)}
        />
        <blockquote className="border-l-2 border-line-strong pl-3 font-reading text-sm wrap-anywhere">
          {text.slice(0, TEXT_SHOWN)}
          {text.length > TEXT_SHOWN && ' …'}
        </blockquote>
        <SelectField label={t('howWell')} value={grade} onChange={({ target }) => setGrade(Number(target.value))}>
          {GRADES.map((value) => (
            <option key={value} value={value}>
              {t(`grade.${value}`)}
            </option>
          ))}
        </SelectField>
        {others.length > 0 && (
          <SelectField label={t('labelSet')} value={setId} onChange={({ target }) => setSetId(target.value)}>
            <option value={OWN}>{t('ownSet')}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        {add.isError && <ErrorState error={add.error} />}
      </form>
    </Dialog>
  )
}
