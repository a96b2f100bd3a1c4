import type { Card } from '@learnpath/contracts'
import { DotsHorizontalIcon, PauseIcon, Pencil1Icon, PlayIcon, ReaderIcon, TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/button.tsx'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { readerAddress } from '../../components/passage.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { CardEditor } from './card-editor.tsx'
import { clozeAnswers, clozeQuestion } from './cloze-text.ts'

const CHANGES = ['listCards', 'listDecks', 'reviewQueue', 'reviewForecast', 'progress'] as const

/** One card in the list: both sides, when it is due, and what can be done with it. */
export function CardRow({ card }: { readonly card: Card }): JSX.Element {
  const t = useTranslations('reviews')
  const app = useTranslations('app')
  const format = useFormatter()
  const now = useNow()
  const [, navigate] = useLocation()
  const undoable = useUndoable()
  const tellFailure = useFailureToast()
  const [isEditing, setIsEditing] = useState(false)
  const update = useCommand('updateCard', { changes: CHANGES })
  const deletion = useCommand('deleteCard', { changes: CHANGES })
  const { id, passage, suspended } = card
  const [front, back] = sidesOf(card)
  const remove = (): void =>
    undoable({
      text: t('deleted'),
      hide: () => hideIds([id]),
      show: () => showIds([id]),
      commit: () => deletion.mutate({ params: { id } }, { onError: tellFailure }),
    })
  return (
    <li className="flex gap-3 px-4 py-3">
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 md:grid-cols-2">
        <div className="line-clamp-3">
          <RichText text={front} />
        </div>
        <div className="line-clamp-3 text-soft">
          <RichText text={back} />
        </div>
        <p className="flex flex-wrap items-center gap-2 text-sm text-soft md:col-span-2">
          <span>{card.deck}</span>
          {card.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {suspended && <Badge kind="warn">{t('suspended')}</Badge>}
          {card.leech && <Badge kind="warn">{t('leech')}</Badge>}
          {!suspended && (
            <span>
              {card.state === 'new'
                ? t('state.new')
                : t('dueAt', { relative: format.relativeTime(new Date(card.dueAt), now) })}
            </span>
          )}
        </p>
      </div>
      <Menu trigger={<IconButton label={t('cardActions')} icon={<DotsHorizontalIcon />} />}>
        {card.kind !== 'item' && (
          <MenuItem icon={<Pencil1Icon />} onSelect={() => setIsEditing(true)}>
            {t('edit')}
          </MenuItem>
        )}
        {passage !== null && (
          <MenuItem icon={<ReaderIcon />} onSelect={() => navigate(readerAddress(passage))}>
            {t('toPassage')}
          </MenuItem>
        )}
        <MenuItem
          icon={suspended ? <PlayIcon /> : <PauseIcon />}
          onSelect={() => update.mutate({ params: { id }, body: { suspended: !suspended } }, { onError: tellFailure })}
        >
          {t(suspended ? 'resume' : 'suspend')}
        </MenuItem>
        <MenuItem icon={<TrashIcon />} danger onSelect={remove}>
          {app('delete')}
        </MenuItem>
      </Menu>
      {isEditing && <CardEditor card={card} onClose={() => setIsEditing(false)} />}
    </li>
  )
}

function sidesOf({ item, kind, front, back }: Card): readonly [front: string, back: string] {
  if (item !== null) return [item.stem, back]
  return kind === 'cloze'
    ? [clozeQuestion(front), [...clozeAnswers(front), back].filter(Boolean).join(' · ')]
    : [front, back]
}
