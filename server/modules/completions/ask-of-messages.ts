import {
  AskRequest,
  CHAIN_MODEL,
  LearnPathError,
  type AnswerSettings,
  type AskRequestInput,
  type ChatCompletionRequest,
  type CompletionMessage,
  type EarlierTurn,
} from '@learnpath/contracts'

const EXTRACTIVE = 'extractive'
/** What AskRequest allows; programs that only try whether somebody answers ask for less. */
const FEWEST_ANSWER_TOKENS = 16
const MOST_ANSWER_TOKENS = 8192
const MOST_EARLIER_TURNS = 50
const LONGEST_EARLIER_QUESTION = 2000
const LONGEST_EARLIER_ANSWER = 20_000
const LONGEST_STYLE = 4000
const NO_THINKING = new Set(['none', 'minimal'])

/** The question that the messages ask. @throws LP_REQUEST_INVALID with the field of the OpenAI request that is wrong */
export function askOfMessages(request: ChatCompletionRequest): AskRequest {
  const { messages, learnpath } = request
  const last = messages.at(-1)
  const question = last?.role === 'user' ? textOf(last.content).trim() : ''
  const field = `body.messages.${messages.length - 1}`
  if (last?.role !== 'user') throw invalid(field, 'the last message must be the question, of the role "user"')
  if (question === '') throw invalid(field, 'the question is empty')
  if (question.length > LONGEST_EARLIER_QUESTION) {
    const length = `${question.length} characters long, ${LONGEST_EARLIER_QUESTION} are read`
    throw invalid(field, `the question is ${length}: LearnPath answers questions on documents; add long texts as such`)
  }
  const { model, collection } = namesOf(request.model)
  const filters = collection === null ? learnpath?.filters : { ...learnpath?.filters, collections: [collection] }
  const input: AskRequestInput = {
    question,
    history: earlierTurns(messages.slice(0, -1)),
    settings: settingsOf(request),
    ...(model === null ? {} : { model }),
    ...(filters === undefined ? {} : { filters }),
    ...(learnpath?.maxSentences === undefined ? {} : { maxSentences: learnpath.maxSentences }),
  }
  return AskRequest.parse(input)
}

/** "learnpath/physics" is the chain on the collection "physics"; names of collections have no slash. */
function namesOf(name: string): { readonly model: string | null; readonly collection: string | null } {
  const [engine, ...rest] = name.split('/')
  const ownName = engine === CHAIN_MODEL || engine === EXTRACTIVE
  if (!ownName) return { model: name, collection: null }
  const collection = rest.join('/')
  return { model: engine === CHAIN_MODEL ? null : EXTRACTIVE, collection: collection === '' ? null : collection }
}

function settingsOf(request: ChatCompletionRequest): AnswerSettings {
  const { temperature, seed, reasoning_effort: effort } = request
  const tokens = request.max_completion_tokens ?? request.max_tokens ?? null
  const style = request.messages
    .flatMap((message) => (message.role === 'system' || message.role === 'developer' ? [textOf(message.content)] : []))
    .join('\n')
    .trim()
  return {
    ...(tokens === null ? {} : { answerTokens: Math.min(Math.max(tokens, FEWEST_ANSWER_TOKENS), MOST_ANSWER_TOKENS) }),
    ...(typeof temperature === 'number' ? { temperature } : {}),
    ...(typeof seed === 'number' ? { seed: Math.abs(seed) } : {}),
    ...(typeof effort === 'string' ? { think: !NO_THINKING.has(effort) } : {}),
    ...(style === '' ? {} : { style: style.slice(0, LONGEST_STYLE).trim() }),
    ...request.learnpath?.settings,
  }
}

/** Each question with all that was answered to it; questions in a row without an answer stay, as what was said before. */
function earlierTurns(messages: readonly CompletionMessage[]): EarlierTurn[] {
  const turns: { question: string; answer: string }[] = []
  for (const message of messages) {
    const text = 'content' in message && message.content ? textOf(message.content).trim() : ''
    if (message.role === 'user' && text !== '') {
      turns.push({ question: text.slice(0, LONGEST_EARLIER_QUESTION), answer: '' })
    }
    const turn = turns.at(-1)
    if (message.role !== 'assistant' || turn === undefined) continue
    turn.answer = [turn.answer, text].filter(Boolean).join('\n').slice(0, LONGEST_EARLIER_ANSWER)
  }
  return turns.slice(-MOST_EARLIER_TURNS)
}

const textOf = (content: string | readonly { readonly text: string }[]): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')

const invalid = (field: string, message: string): LearnPathError =>
  new LearnPathError('LP_REQUEST_INVALID', { detail: `${field}: ${message}`, issues: [{ field, message }] })
