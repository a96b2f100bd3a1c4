import type { ConversationSummary } from '@learnpath/contracts'
import { DotsHorizontalIcon, Pencil1Icon, TrashIcon } from '@radix-ui/react-icons'
import { useDeferredValue, useState, type JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { TextField } from '../../components/field.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { conversationAddress } from './ask-address.ts'
import { RenameDialog } from './rename-dialog.tsx'
import { useDeleteConversation } from './use-delete-conversation.ts'

interface ConversationListProps {
  /** The one that is shown. */
  readonly currentId: string | null
  readonly onChosen: () => void
}

const SHOWN_AT_ONCE = 40

/** All conversations, the last used first; some words find one. */
export function ConversationList({ currentId, onChosen }: ConversationListProps): JSX.Element {
  const t = useTranslations('chat')
  const [typed, setTyped] = useState('')
  const [limit, setLimit] = useState(SHOWN_AT_ONCE)
  const contains = useDeferredValue(typed.trim())
  const hidden = useHiddenIds()
  const { data, error, refetch } = useAnswer(
    'listConversations',
    { query: { limit, ...(contains !== '' && { contains }) } },
    { keepBefore: true },
  )
  if (error !== null && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton lines={6} />
  const shown = data.conversations.filter(({ id }) => !hidden.has(id))
  const isNothing = shown.length === 0
  return (
    <div className="flex flex-col gap-2">
      {(!isNothing || contains !== '') && (
        <TextField
          label={t('findConversation')}
          labelHidden
          type="search"
          placeholder={t('findConversation')}
          value={typed}
          className="text-sm"
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <p role="status" className={isNothing ? 'px-2 text-sm text-soft' : 'sr-only'}>
        {isNothing ? t(contains === '' ? 'noConversations' : 'noneFound') : t('found', { count: shown.length })}
      </p>
      <ul className="flex flex-col">
        {shown.map((conversation) => (
          <Entry
            key={conversation.id}
            conversation={conversation}
            isCurrent={conversation.id === currentId}
            onChosen={onChosen}
          />
        ))}
      </ul>
      {data.total > data.conversations.length && limit < MOST && (
        <Button size="small" variant="quiet" onClick={() => setLimit((before) => Math.min(before * 2, MOST))}>
          {t('showMore')}
        </Button>
      )}
    </div>
  )
}

/** As many as the server gives at once; who has more looks for words. */
const MOST = 200

interface EntryProps {
  readonly conversation: ConversationSummary
  readonly isCurrent: boolean
  readonly onChosen: () => void
}

function Entry({ conversation, isCurrent, onChosen }: EntryProps): JSX.Element {
  const t = useTranslations('chat')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const [isRenaming, setIsRenaming] = useState(false)
  const remove = useDeleteConversation()
  const { id, changedAt } = conversation
  const title = conversation.title === '' ? t('untitled') : conversation.title
  const changed = new Date(changedAt)
  return (
    <li
      className={classNames(
        'group relative flex items-center gap-1 rounded-md pr-1 pl-2',
        isCurrent ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <Link
        href={conversationAddress(id)}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onChosen}
        className={classNames(
          'min-w-0 flex-1 py-2 text-sm no-underline',
          isCurrent ? 'text-accent-strong' : 'text-ink',
        )}
      >
        <span className="line-clamp-2 font-medium">{title}</span>
        <span className={classNames('text-xs', isCurrent ? '' : 'text-soft')}>
          {format.relativeTime(changed, now > changed ? now : changed)}
        </span>
      </Link>
      <Menu
        trigger={<IconButton label={t('actionsFor', { title })} icon={<DotsHorizontalIcon />} className="size-8" />}
      >
        <MenuItem icon={<Pencil1Icon />} onSelect={() => setIsRenaming(true)}>
          {t('rename')}
        </MenuItem>
        <MenuItem danger icon={<TrashIcon />} onSelect={() => remove({ id, title }, isCurrent)}>
          {t('delete')}
        </MenuItem>
      </Menu>
      {isRenaming && <RenameDialog id={id} title={title} onClose={() => setIsRenaming(false)} />}
    </li>
  )
}
