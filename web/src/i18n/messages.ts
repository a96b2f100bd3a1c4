import type { messages } from './en.ts'

/** Every text of the app by its key. English is the pattern; a check compares the other languages with it. */
export type Messages = typeof messages
