import { CHAIN_MODEL, type AskResponse, type ChatCompletion, type LanguageModelList } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { ChatApi } from '../chat/index.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { LibraryApi } from '../library/index.ts'
import { annotationsOf } from './annotations.ts'
import { askOfMessages } from './ask-of-messages.ts'
import { createChunkWriter } from './completion-chunks.ts'
import { detailsOf, finishReasonOf, usageOf } from './completion-details.ts'
import type { ChatModelName, CompletionsApi } from './completions-api.ts'

export interface CompletionsDependencies {
  readonly chat: ChatApi
  readonly languageModels: Pick<LanguageModelsApi, 'list'>
  readonly library: Pick<LibraryApi, 'listCollections'>
  readonly clock: Clock
  readonly idSource: IdSource
}

const OWNER = 'learnpath'

/** Answers in the form of the OpenAI interface, made by the same chat as all others. */
export function createCompletions(dependencies: CompletionsDependencies): CompletionsApi {
  const { chat, languageModels, library, clock, idSource } = dependencies
  return {
    async complete(request, { base, signal, onChunk }) {
      const ask = askOfMessages(request)
      const head = {
        id: idSource.next('chatcmpl'),
        created: Math.floor(clock.now() / 1000),
        model: request.model,
      }
      const includeUsage = request.stream_options?.include_usage === true
      const live = request.learnpath?.live === true
      const told = onChunk && createChunkWriter({ head, base, includeUsage, live, onChunk })
      const response = await chat.ask(ask, {
        ...(signal === undefined ? {} : { signal }),
        ...(told === undefined ? {} : { onEvent: told.onEvent }),
        ...(told?.onChecked === undefined ? {} : { onChecked: told.onChecked }),
      })
      return completionOf(head, response, base)
    },
    async models(signal) {
      const [collections, { models }] = await Promise.all([library.listCollections(), languageModels.list(signal)])
      return modelNames(collections, models)
    },
  }
}

function completionOf(
  head: Pick<ChatCompletion, 'id' | 'created' | 'model'>,
  response: AskResponse,
  base: string,
): ChatCompletion {
  const { answer } = response
  const usage = usageOf(response)
  const annotations = annotationsOf(response, { said: answer, offset: 0, base })
  const message = { role: 'assistant' as const, content: answer, refusal: null, annotations }
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(response) }],
    ...(usage === null ? {} : { usage }),
    learnpath: detailsOf(response),
  }
}

function modelNames(
  collections: readonly { readonly name: string }[],
  models: LanguageModelList['models'],
): ChatModelName[] {
  const own = [CHAIN_MODEL, ...collections.map(({ name }) => `${CHAIN_MODEL}/${name}`), 'extractive']
  return [...own.map((id) => ({ id, owner: OWNER })), ...models.map(({ id, engine }) => ({ id, owner: engine }))]
}
