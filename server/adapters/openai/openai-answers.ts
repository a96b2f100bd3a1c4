import { z } from 'zod'

/** GET /models. Sizes are told by LM Studio and others in other ways, or not at all. */
export const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) })

const Failure = z.union([z.string(), z.object({ message: z.string().nullish() })])

const Delta = z.object({
  content: z.string().nullish(),
  /** Why it does not answer, of OpenAI. */
  refusal: z.string().nullish(),
  /** Thoughts: of llama.cpp, LM Studio, DeepSeek and older vLLM. */
  reasoning_content: z.string().nullish(),
  /** Thoughts: of vLLM, OpenRouter and Ollama. */
  reasoning: z.string().nullish(),
})

export type ChatDelta = z.infer<typeof Delta>

/** An event of a streamed POST /chat/completions. The last ones may have no choices. */
export const ChatChunk = z.object({
  error: Failure.nullish(),
  choices: z.array(z.object({ delta: Delta.nullish(), finish_reason: z.string().nullish() })).nullish(),
  usage: z.object({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() }).nullish(),
  /** Of llama.cpp: what it measured itself. */
  timings: z.object({ predicted_per_second: z.number().nullish() }).nullish(),
})
export type ChatChunk = z.infer<typeof ChatChunk>

/** What a refusal names: OpenAI's form, and FastAPI's for what it does not know. */
export const Refusal = z.object({
  error: z
    .object({ param: z.string().nullish(), code: z.union([z.string(), z.number()]).nullish() })
    .nullish()
    .catch(null),
  detail: z
    .array(z.object({ loc: z.array(z.union([z.string(), z.number()])) }))
    .nullish()
    .catch(null),
})
