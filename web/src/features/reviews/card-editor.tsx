import type { Card, CardDetail } from '@learnpath/contracts'
import { useId, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../components/field.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'
import { clozeAnswers, clozeQuestion } from './cloze-text.ts'

const MOST = 20_000
const CHANGES = ['listCards', 'getCard', 'listDecks', 'reviewQueue', 'reviewForecast'] as const

interface CardEditorProps {
  /** Null: a new card. */
  readonly card: Card | null
  /** Where a new card goes, unless another deck is named. */
  readonly deck?: string
  readonly onClose: () => void
  readonly onSaved?: (card: CardDetail) => void
}

/** Writes a card of one's own, with what it will look like. */
export function CardEditor({ card, deck: firstDeck = '', onClose, onSaved }: CardEditorProps): JSX.Element {
  const t = useTranslations('reviews')
  const app = useTranslations('app')
  const toast = useToast()
  const formId = useId()
  const [kind, setKind] = useState<'basic' | 'cloze'>(card?.kind === 'cloze' ? 'cloze' : 'basic')
  const [deck, setDeck] = useState(card?.deck ?? firstDeck)
  const [front, setFront] = useState(card?.front ?? '')
  const [back, setBack] = useState(card?.back ?? '')
  const [tags, setTags] = useState(card?.tags.join(', ') ?? '')
  const create = useCommand('createCards', {
    changes: CHANGES,
    onSuccess: () => {
      toast({ kind: 'good', text: t('cardMade') })
      onClose()
    },
  })
  const update = useCommand('updateCard', {
    changes: CHANGES.filter((name) => name !== 'reviewQueue'),
    onSuccess: (saved) => {
      onSaved?.(saved)
      onClose()
    },
  })
  const gapMissing = kind === 'cloze' && front !== '' && clozeAnswers(front).length === 0
  const isComplete =
    front.trim() !== '' && deck.trim() !== '' && !gapMissing && (kind === 'cloze' || back.trim() !== '')
  const save = (): void => {
    if (!isComplete) return
    const tagList = [...new Set(tags.split(',').map((tag) => tag.trim()))].filter(Boolean)
    if (card === null) create.mutate({ body: { deck: deck.trim(), front, back, kind, tags: tagList } })
    else update.mutate({ params: { id: card.id }, body: { front, back, tags: tagList } })
  }
  const error = create.error ?? update.error
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(card === null ? 'newCard' : 'editCard')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            disabled={!isComplete}
            busy={create.isPending || update.isPending}
          >
            {app('save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {error !== null && <ErrorState error={error} />}
        {card === null && <Kinds kind={kind} onKind={setKind} deck={deck} onDeck={setDeck} />}
        <TextArea
          data-first-field
          label={t(kind === 'cloze' ? 'clozeText' : 'front')}
          hint={t(kind === 'cloze' ? 'clozeHint' : 'richHint')}
          error={gapMissing ? t('gapMissing') : undefined}
          maxLength={MOST}
          value={front}
          onChange={({ target }) => setFront(target.value)}
        />
        <TextArea
          label={t(kind === 'cloze' ? 'more' : 'back')}
          rows={3}
          maxLength={MOST}
          value={back}
          onChange={({ target }) => setBack(target.value)}
        />
        <TextField
          label={t('tags')}
          hint={t('tagsHint')}
          value={tags}
          onChange={({ target }) => setTags(target.value)}
        />
        <Preview front={kind === 'cloze' ? clozeQuestion(front) : front} back={back} />
      </form>
    </Dialog>
  )
}

interface KindsProps {
  readonly kind: 'basic' | 'cloze'
  readonly onKind: (kind: 'basic' | 'cloze') => void
  readonly deck: string
  readonly onDeck: (deck: string) => void
}

function Kinds({ kind, onKind, deck, onDeck }: KindsProps): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('kind')}
        value={kind}
        onChange={({ target }) => onKind(target.value === 'cloze' ? 'cloze' : 'basic')}
      >
        <option value="basic">{t('kinds.basic')}</option>
        <option value="cloze">{t('kinds.cloze')}</option>
      </SelectField>
      <TextField label={t('deck')} maxLength={200} value={deck} onChange={({ target }) => onDeck(target.value)} />
    </div>
  )
}

function Preview({ front, back }: { readonly front: string; readonly back: string }): JSX.Element | null {
  const t = useTranslations('reviews')
  if (!/[$`\\_]/.test(front + back)) return null
  return (
    <section aria-label={t('preview')} className="flex flex-col gap-2 rounded-md border border-line bg-ground p-3">
      <p className="text-sm text-soft">{t('preview')}</p>
      <RichText text={front} />
      {back !== '' && (
        <div className="border-t border-line pt-2">
          <RichText text={back} />
        </div>
      )}
    </section>
  )
}
