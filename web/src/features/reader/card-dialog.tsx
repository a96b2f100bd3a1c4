import type { Document } from '@learnpath/contracts'
import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextArea, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import type { ChosenWords } from './passage-words.ts'

interface CardDialogProps {
  readonly document: Document
  readonly chosen: ChosenWords
  readonly onClose: () => void
}

/** Makes a card of words of a document: they are its back, its front is to be thought of. */
export function CardDialog({ document, chosen, onClose }: CardDialogProps): JSX.Element {
  const t = useTranslations('reader')
  const app = useTranslations('app')
  const toast = useToast()
  const formId = useId()
  const [front, setFront] = useState('')
  const [back, setBack] = useState(chosen.words)
  const [deck, setDeck] = useState(document.collection)
  const remove = useCommand('deleteCard', {
    changes: ['listCards', 'reviewQueue', 'reviewForecast'],
    onError: useFailureToast(),
  })
  const create = useCommand('createCards', {
    changes: ['listCards', 'reviewQueue', 'reviewForecast'],
    onSuccess: ({ cards }) => {
      const undo = (): void => {
        for (const { id } of cards) remove.mutate({ params: { id } })
      }
      toast({ text: t('cardMade', { deck }), kind: 'good', action: { label: app('undo'), run: undo } })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('makeCard')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={create.isPending}
            disabled={front.trim() === '' || back.trim() === '' || deck.trim() === ''}
          >
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
          create.mutate({ body: { kind: 'basic', deck, front, back, tags: [] } })
        }}
      >
        <TextArea
          label={t('cardFront')}
          hint={t('cardFrontHint')}
          rows={2}
          maxLength={20_000}
          value={front}
          onChange={({ target }) => setFront(target.value)}
        />
        <TextArea
          label={t('cardBack')}
          rows={6}
          maxLength={20_000}
          value={back}
          onChange={({ target }) => setBack(target.value)}
        />
        <TextField
          label={t('cardDeck')}
          maxLength={200}
          value={deck}
          onChange={({ target }) => setDeck(target.value)}
        />
        {create.isError && <ErrorState error={create.error} />}
      </form>
    </Dialog>
  )
}
