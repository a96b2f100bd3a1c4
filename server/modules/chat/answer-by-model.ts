import { LearnPathError, type AskEvent, type AskRequest, type SearchRequestInput } from '@learnpath/contracts'
import { escapeQuery } from '../../kernel/text/query-syntax.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Generation, LanguageModel } from '../../ports/language-model.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import { answerLimits, PASSAGES } from './answer-settings.ts'
import type { UntimedResponse } from './chat-api.ts'
import { cite, readPages, type PageReader } from './citations.ts'
import { condenseQuestion } from './condense-question.ts'
import { findPassages, type PassageSources } from './find-passages.ts'
import { fitSources, type FittedSource } from './fit-sources.ts'
import { streamChecked } from './checked-stream.ts'
import { concludeAnswer, type AnswerFrame } from './grounding/conclude-answer.ts'
import { groundAnswer } from './grounding/ground-answer.ts'
import { analyseQuestion } from './question.ts'
import { sourcePrompt, type PromptQuestion } from './source-prompt.ts'
import { streamText } from './stream-text.ts'

export interface ModelAnswerDependencies extends Pick<PassageSources, 'graphSearch'> {
  readonly model: LanguageModel
  readonly retrieval: Pick<RetrievalApi, 'search' | 'pages'>
  readonly clock: Clock
}

export interface ModelQuestion {
  readonly request: AskRequest
  readonly onEvent: (event: AskEvent) => void
  /** Gets what there was when the signal ended the work. */
  readonly onPartial: (partial: UntimedResponse) => void
  readonly onChecked: ((text: string) => void) | undefined
  readonly signal: AbortSignal | undefined
}

/** All that is known before the model writes. */
interface Prepared {
  readonly frame: AnswerFrame
  readonly prompted: PromptQuestion
  readonly sources: readonly FittedSource[]
  readonly pagesOf: PageReader
}

/**
 * Answers with a language model from the best passages; every sentence is checked against them.
 * @throws what the model throws, LP_DOCUMENT_NOT_READY, LP_DOCUMENT_NOT_FOUND, the reason of the signal
 */
export async function answerByModel(deps: ModelAnswerDependencies, asked: ModelQuestion): Promise<UntimedResponse> {
  const prepared = await prepare(deps, asked)
  return prepared.sources.length === 0 ? concludeAnswer(prepared.frame, null) : await writeAnswer(deps, asked, prepared)
}

async function prepare(
  { model, retrieval, graphSearch }: ModelAnswerDependencies,
  asked: ModelQuestion,
): Promise<Prepared> {
  const { request, signal } = asked
  const { question, history = [], settings = {} } = request
  const limits = answerLimits(settings, model)
  const searchedFor = await condenseQuestion(model, { question, history, seed: limits.generation.seed, signal })
  const { hits, graph } = await findPassages(
    { retrieval, graphSearch },
    searchOf(searchedFor, request),
    request.graphMode,
  )
  signal?.throwIfAborted()
  const { language } = analyseQuestion(question)
  const prompted = { question, searchedFor, language, history, style: request.settings?.style }
  const sources = await fitSources(model, hits, prompted, limits)
  const pagesOf = await readPages(hits, retrieval)
  signal?.throwIfAborted()
  const frame = { request, hits, graph, searchedFor, language, engine: model.description.id }
  return { frame, prompted, sources, pagesOf }
}

function searchOf(
  query: string,
  { filters, settings: { passages, mode, rerank } = {} }: AskRequest,
): SearchRequestInput {
  return {
    query: escapeQuery(query),
    limit: passages ?? PASSAGES,
    mode: mode ?? 'auto',
    ...(rerank === undefined ? {} : { rerank }),
    ...(filters === undefined ? {} : { filters }),
  }
}

async function writeAnswer(
  { model, clock }: Pick<ModelAnswerDependencies, 'model' | 'clock'>,
  asked: ModelQuestion,
  { frame, prompted, sources, pagesOf }: Prepared,
): Promise<UntimedResponse> {
  const { onEvent, onPartial, onChecked, signal } = asked
  onEvent({ type: 'sources-found', ...told(frame), sources: sources.map((source) => asCitation(source, pagesOf)) })
  const stream = streamText(onEvent, clock)
  const checked = onChecked && streamChecked({ ...checking(frame, sources, pagesOf), onChecked })
  const conclude = (
    text: string,
    { measure, ended }: Pick<Generation, 'measure'> & { ended: Generation['ended'] | 'stopped' },
  ) => concludeAnswer(frame, { text, measure, ended, sources, pagesOf })
  try {
    const made = await model.generate({
      ...answerLimits(frame.request.settings ?? {}, model).generation,
      messages: sourcePrompt(prompted, sources),
      ...(signal === undefined ? {} : { signal }),
      onText: (piece) => {
        stream.onText(piece)
        checked?.(piece)
      },
      onThinking: (text) => onEvent({ type: 'thinking-delta', text }),
    })
    signal?.throwIfAborted()
    if (made.text.trim() === '') {
      throw new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail: `${frame.engine} wrote nothing` })
    }
    const answer = conclude(made.text, made)
    stream.end(answer)
    return answer
  } catch (failure) {
    const written = stream.text()
    if (signal?.aborted === true && written.trim() !== '') {
      onPartial(conclude(written, { measure: stream.measure(), ended: 'stopped' }))
    }
    // The model counts otherwise than it told: fewer sources are better than none.
    if (isTooLong(failure) && written === '' && sources.length > 1) {
      const fewer = sources.slice(0, Math.ceil(sources.length / 2))
      return await writeAnswer({ model, clock }, asked, { frame, prompted, sources: fewer, pagesOf })
    }
    throw failure
  }
}

const checking = ({ language }: AnswerFrame, sources: readonly FittedSource[], pagesOf: PageReader) => ({
  language,
  ground: (written: string) => groundAnswer(written, sources, { language, pagesOf }),
})

const told = ({ engine, searchedFor }: AnswerFrame): { engine: string; searchedFor: string } => ({
  engine,
  searchedFor,
})

const asCitation = ({ n, hit, text }: FittedSource, pagesOf: PageReader): ReturnType<typeof cite> =>
  cite({ n, hit, start: 0, end: text.length }, pagesOf)

function isTooLong(failure: unknown): boolean {
  return failure instanceof LearnPathError && failure.code === 'LP_PROMPT_TOO_LONG'
}
