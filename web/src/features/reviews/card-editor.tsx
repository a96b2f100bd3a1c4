import { useId, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectField, TextArea, TextField } from '../../components/field.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { ErrorState } from '../../components/states.tsx'
import { clozeQuestion } from './cloze-text.ts'
import { useCardDraft, type CardDraft, type CardEditorProps } from './use-card-draft.ts'

const MOST = 20_000
/** Writes a card of one's own, with what it will look like. */
export function CardEditor(props: CardEditorProps): JSX.Element {
  const { card, onClose } = props
  const t = useTranslations('reviews')
  const app = useTranslations('app')
  const formId = useId()
  const { draft, edit, isComplete, gapMissing, saving } = useCardDraft(props)
  const isCloze = draft.kind === 'cloze'
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(card === null ? 'newCard' : 'editCard')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={!isComplete} busy={saving.isPending}>
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
          if (isComplete) saving.save()
        }}
      >
        {saving.error !== null && <ErrorState error={saving.error} />}
        {card === null && <Kinds draft={draft} edit={edit} />}
        <TextArea
          data-first-field
          label={t(isCloze ? 'clozeText' : 'front')}
          hint={t(isCloze ? 'clozeHint' : 'richHint')}
          error={gapMissing ? t('gapMissing') : undefined}
          maxLength={MOST}
          value={draft.front}
          onChange={({ target }) => edit({ front: target.value })}
        />
        <TextArea
          label={t(isCloze ? 'more' : 'back')}
          rows={3}
          maxLength={MOST}
          value={draft.back}
          onChange={({ target }) => edit({ back: target.value })}
        />
        <TextField
          label={t('tags')}
          hint={t('tagsHint')}
          value={draft.tags}
          onChange={({ target }) => edit({ tags: target.value })}
        />
        <Preview front={isCloze ? clozeQuestion(draft.front) : draft.front} back={draft.back} />
      </form>
    </Dialog>
  )
}

interface KindsProps {
  readonly draft: CardDraft
  readonly edit: (change: Partial<CardDraft>) => void
}

function Kinds({ draft, edit }: KindsProps): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('kind')}
        value={draft.kind}
        onChange={({ target }) => edit({ kind: target.value === 'cloze' ? 'cloze' : 'basic' })}
      >
        <option value="basic">{t('kinds.basic')}</option>
        <option value="cloze">{t('kinds.cloze')}</option>
      </SelectField>
      <TextField
        label={t('deck')}
        maxLength={200}
        value={draft.deck}
        onChange={({ target }) => edit({ deck: target.value })}
      />
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
