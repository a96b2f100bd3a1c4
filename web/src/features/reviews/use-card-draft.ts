import type { Card, CardDetail } from '@learnpath/contracts'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useCommand } from '../../api/use-answer.ts'
import { useToast } from '../../components/toast.tsx'
import { clozeAnswers } from './cloze-text.ts'

const CHANGES = ['listCards', 'getCard', 'listDecks', 'reviewForecast'] as const

export interface CardEditorProps {
  /** Null: a new card. */
  readonly card: Card | null
  /** Where a new card goes, unless another deck is named. */
  readonly deck?: string
  readonly onClose: () => void
  readonly onSaved?: (card: CardDetail) => void
}

export interface CardDraft {
  readonly kind: 'basic' | 'cloze'
  readonly deck: string
  readonly front: string
  readonly back: string
  /** Separated by commas. */
  readonly tags: string
}

interface CardDrafting {
  readonly draft: CardDraft
  readonly edit: (change: Partial<CardDraft>) => void
  readonly isComplete: boolean
  /** A cloze without anything to ask for. */
  readonly gapMissing: boolean
  readonly saving: { readonly save: () => void; readonly isPending: boolean; readonly error: Error | null }
}

/** A card while it is being written. */
export function useCardDraft({ card, deck = '', onClose, onSaved }: CardEditorProps): CardDrafting {
  const t = useTranslations('reviews')
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(card, deck))
  const create = useCommand('createCards', {
    changes: [...CHANGES, 'reviewQueue'],
    onSuccess: () => {
      toast({ kind: 'good', text: t('cardMade') })
      onClose()
    },
  })
  const update = useCommand('updateCard', {
    changes: CHANGES,
    onSuccess: (saved) => {
      onSaved?.(saved)
      onClose()
    },
  })
  const { kind, front, back } = draft
  const gapMissing = kind === 'cloze' && front !== '' && clozeAnswers(front).length === 0
  const hasText = [front, draft.deck, ...(kind === 'cloze' ? [] : [back])].every((text) => text.trim() !== '')
  return {
    draft,
    edit: (change) => setDraft((before) => ({ ...before, ...change })),
    gapMissing,
    isComplete: hasText && !gapMissing,
    saving: {
      isPending: create.isPending || update.isPending,
      error: create.error ?? update.error,
      save() {
        const tags = [...new Set(draft.tags.split(',').map((tag) => tag.trim()))].filter(Boolean)
        if (card === null) create.mutate({ body: { deck: draft.deck.trim(), front, back, kind, tags } })
        else update.mutate({ params: { id: card.id }, body: { front, back, tags } })
      },
    },
  }
}

function draftOf(card: Card | null, deck: string): CardDraft {
  if (card === null) return { kind: 'basic', deck, front: '', back: '', tags: '' }
  const { front, back, tags } = card
  return { kind: card.kind === 'cloze' ? 'cloze' : 'basic', deck: card.deck, front, back, tags: tags.join(', ') }
}
