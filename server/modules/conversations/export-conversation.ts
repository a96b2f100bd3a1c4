import { LearnPathError, type Conversation, type ExportConversationQuery } from '@learnpath/contracts'
import { conversationMarkdown } from './conversation-markdown.ts'
import type { ExportedConversation } from './conversations-api.ts'
import { EXPORT_LABELS } from './export-labels.ts'
import { branchTo } from './turn-tree.ts'

const LONGEST_NAME = 80

/** One branch as a file. @throws LP_TURN_NOT_FOUND */
export function exportConversation(
  conversation: Conversation,
  { format, turnId, language }: ExportConversationQuery,
): ExportedConversation {
  const branch = branchTo(conversation.turns, turnId ?? conversation.turns.at(-1)?.id ?? null)
  if (turnId !== undefined && branch.length === 0) throw new LearnPathError('LP_TURN_NOT_FOUND', { detail: turnId })
  const labels = EXPORT_LABELS[language]
  const wanted = { ...conversation, turns: branch }
  const name = fileName(conversation.title) || labels.untitled
  return format === 'json'
    ? { name: `${name}.json`, contentType: 'application/json', text: `${JSON.stringify(wanted, null, 2)}\n` }
    : {
        name: `${name}.md`,
        contentType: 'text/markdown; charset=utf-8',
        text: conversationMarkdown(wanted, labels),
      }
}

/** Without what some file systems refuse. */
const fileName = (title: string): string =>
  title
    .replaceAll(/[\p{C}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, LONGEST_NAME)
    .replace(/[. ]+$/, '')
