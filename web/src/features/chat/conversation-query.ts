import type { Conversation } from '@learnpath/contracts'
import type { UseQueryResult } from '@tanstack/react-query'
import { useAnswer } from '../../api/use-answer.ts'

const POLL_MS = 1000

/** A conversation. Asked for again while something in it is answered that does not come to this window, as after a reload. */
export const useConversation = (id: string): UseQueryResult<Conversation> =>
  useAnswer(
    'getConversation',
    { params: { id } },
    { refetchMs: (conversation) => (conversation?.turns.some(({ state }) => state === 'answering') ? POLL_MS : false) },
  )
