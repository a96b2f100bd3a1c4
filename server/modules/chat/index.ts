export { createChat, type ChatDependencies } from './chat.ts'
export type { ChatApi } from './chat-api.ts'
