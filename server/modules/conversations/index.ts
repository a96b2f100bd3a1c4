export { createConversations } from './conversations.ts'
export type { ConversationsApi } from './conversations-api.ts'
