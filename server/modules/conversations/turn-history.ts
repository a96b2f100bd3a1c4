import type { AskResponse, EarlierTurn } from '@learnpath/contracts'

const MOST_TURNS = 10
/** Of all questions and answers, some four thousand tokens: what is put before a model has to leave room for passages. */
const MOST_CHARACTERS = 16_000
/** Of one answer. */
const LONGEST_ANSWER = 4000

/** What was said before, the oldest first: as many of the last turns as the limits allow. */
export function historyOf(answered: readonly AskResponse[]): EarlierTurn[] {
  const history: EarlierTurn[] = []
  let characters = 0
  for (const response of answered.slice(-MOST_TURNS).toReversed()) {
    const turn = { question: response.question, answer: shortened(withoutMarkers(response)) }
    characters += turn.question.length + turn.answer.length
    if (characters > MOST_CHARACTERS) break
    history.unshift(turn)
  }
  return history
}

/** The numbers meant the sources of that answer; the next one has others. */
function withoutMarkers({ answer, citations }: AskResponse): string {
  const numbers = new Set(citations.map(({ n }) => String(n)))
  return answer.replaceAll(/ ?\[(\d+)\]/g, (marker, n: string) => (numbers.has(n) ? '' : marker))
}

function shortened(text: string): string {
  if (text.length <= LONGEST_ANSWER) return text
  const gap = text.lastIndexOf(' ', LONGEST_ANSWER - 2)
  return `${text.slice(0, gap > 0 ? gap : LONGEST_ANSWER - 2).trimEnd()} …`
}
