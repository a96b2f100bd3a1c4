import { ListBulletIcon, PlusIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useParams, useSearchParams } from 'wouter'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { useMedia } from '../../components/use-media.ts'
import { ConversationList } from './conversation-list.tsx'
import { ConversationView } from './conversation-view.tsx'
import { NewConversation } from './new-conversation.tsx'

/** Room for the list beside a conversation, and beside one with a document at its side. */
const LIST_FITS = '(min-width: 76rem)'
const LIST_FITS_TOO = '(min-width: 108rem)'

/** Questions to the documents: conversations at the side, and the one of the address, or a new one. */
export function AskPage(): JSX.Element {
  const t = useTranslations('chat')
  const { id = null } = useParams<{ readonly id?: string }>()
  const [params] = useSearchParams()
  const fits = useMedia(params.has('open') ? LIST_FITS_TOO : LIST_FITS)
  const [isOpen, setIsOpen] = useState(false)
  const actions = (
    <>
      {!fits && (
        <Button icon={<ListBulletIcon />} className="px-3" onClick={() => setIsOpen(true)}>
          {t('conversations')}
        </Button>
      )}
      {id !== null && (
        <ButtonLink to="/ask" icon={<PlusIcon />} className="px-3">
          {t(fits ? 'newConversation' : 'newShort')}
        </ButtonLink>
      )}
    </>
  )
  return (
    <div className="flex min-w-0 flex-1">
      {fits && (
        <aside
          aria-label={t('conversations')}
          className="sticky top-0 h-dvh w-64 shrink-0 overflow-y-auto border-r border-line p-3"
        >
          <h2 className="px-2 pt-3 pb-2 font-semibold">{t('conversations')}</h2>
          <ConversationList currentId={id} onChosen={() => undefined} />
        </aside>
      )}
      <div className="min-w-0 flex-1">
        {id === null ? <NewConversation actions={actions} /> : <ConversationView key={id} id={id} actions={actions} />}
      </div>
      {!fits && (
        <Dialog open={isOpen} place="side" title={t('conversations')} onOpenChange={setIsOpen}>
          <ConversationList currentId={id} onChosen={() => setIsOpen(false)} />
        </Dialog>
      )}
    </div>
  )
}
