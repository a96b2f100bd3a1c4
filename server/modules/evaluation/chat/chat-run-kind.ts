import type { ChatQuestion, EarlierTurn } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { RetrievalApi } from '../../retrieval/index.ts'
import type { RunKind, RunWork } from '../runs/run-kind.ts'
import { askSubject, type AskingDependencies } from './ask-subject.ts'
import { judgeAnswer, type AskedQuestion } from './measure-answer.ts'
import { measureLoad } from './measure-load.ts'
import { orderWork, workTotal } from './order-work.ts'
import { answerKey, loadKey, readResults, type ChatRunConfig, type StoredAnswer } from './stored-chat-run.ts'

export interface ChatRunDependencies extends AskingDependencies {
  readonly retrieval: Pick<RetrievalApi, 'indexState'>
}

const LONGEST_EARLIER_ANSWER = 20_000

/** Work of an evaluation of language models: each answer is kept as soon as it is made, and made once. */
export function createChatRunKind(deps: ChatRunDependencies): RunKind {
  async function load(
    work: RunWork,
    { model, round }: { readonly model: string; readonly round: number },
  ): Promise<void> {
    const key = loadKey(model, round)
    if ((await work.result(key)) === undefined) await work.putResult(key, await measureLoad(deps, model, work.signal))
  }

  /** A question and its follow-ups, which are asked with what was answered before. */
  async function ask(work: RunWork, conversation: Conversation, onAnswer: () => void): Promise<void> {
    const { question, repetition, subject } = conversation
    const { request } = work.run.config as ChatRunConfig
    const history: EarlierTurn[] = []
    for (const [turn, asked] of turnsOf(question).entries()) {
      const key = answerKey({ questionId: question.id, turn, repetition, subject })
      let answer = (await work.result(key)) as StoredAnswer | undefined
      if (answer === undefined) {
        answer = await answerOf({ ...conversation, turn, asked, history }, request, work.signal)
        await work.putResult(key, answer)
      }
      onAnswer()
      // Answers without a model come so quickly one after the other that nobody else would be served.
      await breathe()
      if (answer.answer !== null && !answer.abstained) {
        history.push({ question: asked.text, answer: answer.answer.slice(0, LONGEST_EARLIER_ANSWER) })
      }
    }
  }

  async function answerOf(turn: Turn, request: ChatRunConfig['request'], signal: AbortSignal): Promise<StoredAnswer> {
    const { asked, history, repetition } = turn
    const subject = request.subjects[turn.subject] ?? { label: '', model: '' }
    const { sequence } = await deps.retrieval.indexState()
    const made = await askSubject(deps, { question: asked.text, history, repetition, subject, request, signal })
    const { response, failure } = made
    return {
      subject: turn.subject,
      questionId: turn.question.id,
      turn: turn.turn,
      repetition,
      question: asked.text,
      answer: response?.answer ?? null,
      abstained: response?.abstained ?? false,
      sentences: response?.sentences ?? [],
      citations: response?.citations ?? [],
      failure: failure === null ? null : { ...failure },
      withdrawn: false,
      engine: response?.engine ?? subject.model,
      answeredAt: new Date(deps.clock.now()).toISOString(),
      librarySequence: sequence,
      ...judgeAnswer(asked, response, made.work),
    }
  }

  return {
    kind: 'chat',
    describe(run) {
      const { set, request } = run.config as ChatRunConfig
      return { questionSet: set.id, subjects: request.subjects.map(({ label }) => label) }
    },
    async work(work) {
      const config = work.run.config as ChatRunConfig
      const total = workTotal(config)
      let done = 0
      const onDone = (): void => work.tell((done += 1), total)
      work.tell(0, total)
      for (const item of orderWork(config)) {
        work.signal.throwIfAborted()
        const question = item.kind === 'ask' ? config.set.questions[item.question] : undefined
        if (item.kind === 'load') {
          await load(work, item)
          onDone()
        } else if (question !== undefined) await ask(work, { ...item, question }, onDone)
      }
      const { answers } = readResults(await work.results())
      return { answers: answers.length }
    },
  }
}

interface Conversation {
  readonly question: ChatQuestion
  readonly repetition: number
  readonly subject: number
}

interface Turn extends Conversation {
  readonly turn: number
  readonly asked: AskedQuestion
  readonly history: readonly EarlierTurn[]
}

/** The question, then its follow-ups. */
export const turnsOf = (question: ChatQuestion): AskedQuestion[] => [
  question,
  ...question.followUps.map((followUp) => ({ ...followUp, language: question.language })),
]
