export { createChat, type ChatDependencies } from './chat.ts'
export type { AskOptions, ChatApi } from './chat-api.ts'
