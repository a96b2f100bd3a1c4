export { createCompletions, type CompletionsDependencies } from './completions.ts'
export type { ChatModelName, CompletionsApi } from './completions-api.ts'
