import type { Document } from '@learnpath/contracts'
import { Suspense, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useToast } from '../../components/toast.tsx'
import { LabelDialogLater } from '../evaluation/label-dialog-later.ts'
import { CardDialog } from './card-dialog.tsx'
import { copyToClipboard, linkTo, type ChosenWords } from './passage-words.ts'

export interface WordsActions {
  readonly ask: (chosen: ChosenWords) => void
  readonly makeCard: (chosen: ChosenWords) => void
  readonly copy: (chosen: ChosenWords) => void
  readonly copyLink: (chosen: ChosenWords) => void
  /** Keeps them as the answer to a question, to measure searches by. */
  readonly label: (chosen: ChosenWords) => void
  readonly plan: () => void
  /** The dialog that making a card opens. */
  readonly dialog: JSX.Element | null
}

const NOWHERE = { start: 0, end: 1 }

/** What can be done with words of a document. */
export function useWordsActions(document: Document): WordsActions {
  const t = useTranslations('reader')
  const app = useTranslations('app')
  const toast = useToast()
  const [, navigate] = useLocation()
  const [forCard, setForCard] = useState<ChosenWords | null>(null)
  const [forLabel, setForLabel] = useState<ChosenWords | null>(null)
  const copied = async (text: string, success: string): Promise<void> => {
    const isCopied = await copyToClipboard(text)
    toast(isCopied ? { text: success, kind: 'good' } : { text: t('notCopied'), kind: 'bad' })
  }
  return {
    ask: ({ words }) => {
      const query = new URLSearchParams({ q: words.replaceAll(/\s+/g, ' '), documentId: document.id })
      navigate(`/ask?${query.toString()}`)
    },
    makeCard: setForCard,
    copy: (chosen) => {
      const place = chosen.page === null ? document.title : `${document.title}, ${app('page', { page: chosen.page })}`
      void copied(`${t('quoted', { words: chosen.words })}\n— ${place}\n${linkTo(document, chosen)}`, t('copied'))
    },
    copyLink: (chosen) => void copied(linkTo(document, chosen), t('linkCopied')),
    plan: () => navigate(`/plans/new?documentId=${encodeURIComponent(document.id)}`),
    label: setForLabel,
    dialog: (
      <>
        {forCard !== null && <CardDialog document={document} chosen={forCard} onClose={() => setForCard(null)} />}
        {forLabel !== null && (
          <Suspense>
            <LabelDialogLater
              passage={{ documentId: document.id, ...(forLabel.range ?? NOWHERE), text: forLabel.words }}
              question=""
              onClose={() => setForLabel(null)}
            />
          </Suspense>
        )}
      </>
    ),
  }
}
