import type { Conversation } from '@learnpath/contracts'
import { DotsHorizontalIcon, DownloadIcon, Pencil1Icon, TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { IconButton } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { useLanguage } from '../../i18n/language-provider.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { useDeleteConversation } from './use-delete-conversation.ts'

interface ConversationActionsProps {
  readonly conversation: Conversation
  /** The last turn of the branch that is shown: the one that is exported. */
  readonly leafId: string | null
}

const FORMATS = ['markdown', 'json'] as const

/** What can be done with a whole conversation. */
export function ConversationActions({ conversation, leafId }: ConversationActionsProps): JSX.Element {
  const t = useTranslations('chat')
  const { language } = useLanguage()
  const [isRenaming, setIsRenaming] = useState(false)
  const remove = useDeleteConversation()
  const { id } = conversation
  const title = conversation.title === '' ? t('untitled') : conversation.title
  return (
    <>
      <Menu
        trigger={
          <IconButton variant="secondary" label={t('actions')} icon={<DotsHorizontalIcon />} className="size-10" />
        }
      >
        {leafId !== null &&
          FORMATS.map((format) => (
            <MenuItem
              key={format}
              icon={<DownloadIcon />}
              onSelect={() => {
                const query = { format, turnId: leafId, language }
                window.location.assign(addressOf('exportConversation', { params: { id }, query }))
              }}
            >
              {t(`export.${format}`)}
            </MenuItem>
          ))}
        <MenuItem icon={<Pencil1Icon />} onSelect={() => setIsRenaming(true)}>
          {t('rename')}
        </MenuItem>
        <MenuItem danger icon={<TrashIcon />} onSelect={() => remove({ id, title }, true)}>
          {t('delete')}
        </MenuItem>
      </Menu>
      {isRenaming && <RenameDialog id={id} title={title} onClose={() => setIsRenaming(false)} />}
    </>
  )
}
