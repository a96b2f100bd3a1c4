const DELETION = /\{\{c\d{1,3}::([\s\S]*?)(?:::([\s\S]*?))?\}\}(?!\})/g
const GAP = '_____'

/** The text of a cloze card with gaps in place of what is asked for. */
export const clozeQuestion = (text: string): string =>
  text.replaceAll(DELETION, (_, _answer: string, hint: string | undefined) =>
    hint === undefined ? GAP : `${GAP} (${hint})`,
  )

/** What the gaps hold, in their order. */
export const clozeAnswers = (text: string): string[] => [...text.matchAll(DELETION)].map(([, answer = '']) => answer)
