import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { hideIds, showIds } from '../../components/hidden-ids.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { conversationAddress } from './ask-address.ts'

type DeleteConversation = (
  conversation: { readonly id: string; readonly title: string },
  /** Whether it is the one that is looked at. */
  isCurrent: boolean,
) => void

/** Deletes a conversation, with some seconds to take it back. */
export function useDeleteConversation(): DeleteConversation {
  const t = useTranslations('chat')
  const undoable = useUndoable()
  const failed = useFailureToast()
  const [, navigate] = useLocation()
  const { mutate } = useCommand('deleteConversation', {
    changes: ['listConversations'],
    onError: failed,
  })
  return ({ id, title }, isCurrent) =>
    undoable({
      text: t('deleted', { title }),
      hide: () => {
        hideIds([id])
        if (isCurrent) navigate('/ask')
      },
      show: () => {
        showIds([id])
        if (isCurrent) navigate(conversationAddress(id))
      },
      commit: () => mutate({ params: { id } }, { onError: () => showIds([id]) }),
    })
}
