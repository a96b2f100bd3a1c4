import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { GenerationRequest, LanguageModel, ModelMessage } from '../../ports/language-model.ts'
import type { Logger } from '../../ports/logger.ts'
import type { GeneratedObject, ObjectRequest } from './language-models-api.ts'
import { readObject } from './read-object.ts'

type JsonSchema = Readonly<Record<string, unknown>>

/** Greedy at first: a form is not the place for variety. Later, so that the same mistake is not made again. */
const FIRST_TEMPERATURE = 0
const LATER_TEMPERATURE = 0.4

/**
 * Asks one model after the other. Each gets, as long as its answer does not follow the schema: the question; its answer with what is
 * wrong with it; the question anew without thinking, because thinking and form disturb each other in some engines.
 * @throws the reason of the signal
 */
export async function generateObject<T>(
  models: readonly LanguageModel[],
  request: ObjectRequest<T>,
  logger: Logger,
): Promise<GeneratedObject<T> | null> {
  const schema = jsonSchemaOf(request.schema)
  let attempts = 0
  for (const model of models) {
    const counted = {
      ...model,
      generate: async (asked: GenerationRequest) => (attempts++, await model.generate(asked)),
    }
    const made = await askOne(counted, request, schema).catch((failure: unknown) => {
      request.signal?.throwIfAborted()
      if (!(failure instanceof LearnPathError)) throw failure
      return { ok: false as const, problem: failure.message }
    })
    if (made.ok) return { value: made.value, model: model.description.id, attempts }
    logger.warn('a language model gave no answer in the form that was asked for', {
      model: model.description.id,
      problem: made.problem,
    })
  }
  return null
}

type Generating = Pick<LanguageModel, 'generate'>

async function askOne<T>(model: Generating, request: ObjectRequest<T>, schema: JsonSchema) {
  const messages = withSchema(request.messages, schema)
  const { maximumTokens, seed, signal } = request
  const ask = async (asked: Pick<GenerationRequest, 'messages' | 'temperature' | 'seed' | 'think'>) => {
    const { text, ended } = await model.generate({
      ...asked,
      maximumTokens,
      schema,
      ...(signal === undefined ? {} : { signal }),
    })
    return { text, ended, read: readObject(text, request.schema) }
  }
  const first = await ask({ messages, temperature: FIRST_TEMPERATURE, seed })
  if (first.read.ok) return first.read
  // An answer that was cut off is not repaired by an even longer conversation.
  if (first.ended === 'stop' && first.text.trim() !== '') {
    const repair = [...messages, ...correction(first.text, first.read.problem)]
    const { read } = await ask({ messages: repair, temperature: FIRST_TEMPERATURE, seed })
    if (read.ok) return read
  }
  return (await ask({ messages, temperature: LATER_TEMPERATURE, seed: seed + 1, think: false })).read
}

const correction = (answer: string, problem: string): readonly ModelMessage[] => [
  { role: 'assistant', content: answer },
  {
    role: 'user',
    content: `${problem} Answer again, with nothing but the corrected JSON value that follows the schema.`,
  },
]

/** What a model has to write, which is what the schema takes in. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _version, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  })
  return rest
}

/** Engines that do not bind the answer to the schema have it from the prompt at least. */
function withSchema(messages: readonly ModelMessage[], schema: JsonSchema): readonly ModelMessage[] {
  const told = `Answer with one JSON value that follows this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`
  const [first, ...rest] = messages
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${told}` }, ...rest]
    : [{ role: 'system', content: told }, ...messages]
}
