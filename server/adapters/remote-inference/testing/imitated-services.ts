// Small servers that speak as text-embeddings-inference, OpenAI and Ollama do, on an embedder and a reranker without a model.
import { createServer, type IncomingMessage } from 'node:http'
import { createHashingEmbedder } from '../../../ports/embedder.double.ts'
import { createWordReranker } from '../../../ports/reranker.double.ts'

export interface ServiceRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON; null without a body. */
  readonly body: Readonly<Record<string, unknown>> | null
}

export interface ServiceReply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

type Interference = ServiceReply | 'cut' | 'silence'

export interface ImitatedService {
  readonly url: string
  readonly requests: readonly ServiceRequest[]
  /** Answers the next requests instead of the service; `cut` ends their connections, `silence` never answers. */
  interfere(replies: readonly Interference[]): void
  stop(): Promise<void>
}

type Answer = (request: ServiceRequest) => Promise<ServiceReply>

async function serve(answer: Answer): Promise<ImitatedService> {
  const requests: ServiceRequest[] = []
  let interference: Interference[] = []
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const pieces: Buffer[] = []
      for await (const piece of incoming) pieces.push(piece as Buffer)
      const text = Buffer.concat(pieces).toString()
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: text === '' ? null : JSON.parse(text) }
      requests.push(request)
      const interfering = interference.shift()
      if (interfering === 'silence') return
      if (interfering === 'cut') return void incoming.socket.destroy()
      const reply = interfering ?? (await answer(request))
      outgoing.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers })
      outgoing.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
    })()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    interfere(replies) {
      interference = [...replies]
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

const ok = (body: unknown): ServiceReply => ({ status: 200, body })
const NOT_FOUND: ServiceReply = { status: 404, body: { error: 'not found' } }
const DIMENSIONS = 32
const MAXIMUM_TOKENS = 128

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')

const model = createHashingEmbedder({ dimensions: DIMENSIONS, maximumTokens: MAXIMUM_TOKENS })
const vectorsOf = async (texts: readonly string[]) =>
  (await model.embed({ texts, instruction: 'none' })).map((vector) => [...vector])
const countsOf = async (texts: readonly string[]) => await model.countTokens(texts, 'none')
const longest = async (texts: readonly string[]) => Math.max(0, ...(await countsOf(texts)))

const TEI_INFO = {
  model_id: 'thenlper/gte-base',
  model_sha: 'fca14538aa9956a46526bd1d0d11d69e19b5a101',
  model_dtype: 'float32',
  max_concurrent_requests: 512,
  max_input_length: MAXIMUM_TOKENS,
  max_batch_tokens: 16_384,
  max_batch_requests: null,
  max_client_batch_size: 32,
  auto_truncate: false,
  tokenization_workers: 2,
  version: '1.7.1',
  sha: null,
  docker_label: null,
}
const validation = (error: string): ServiceReply => ({ status: 413, body: { error, error_type: 'Validation' } })

/** As the OpenAPI description and the source of text-embeddings-inference 1.7 have it. */
export async function imitateTei(task: 'embedding' | 'reranker' = 'embedding'): Promise<ImitatedService> {
  const type = task === 'embedding' ? { embedding: { pooling: 'mean' } } : { reranker: { id2label: {}, label2id: {} } }
  const answers: Readonly<Record<string, (body: ServiceRequest['body'], texts: string[]) => Promise<ServiceReply>>> = {
    '/tokenize': async (_, texts) => ok((await countsOf(texts)).map((count) => tokens(count))),
    ...(task === 'embedding' ? { '/embed': teiEmbed } : { '/rerank': teiRerank }),
  }
  return await serve(async ({ path, body }) => {
    if (path === '/info') return ok({ ...TEI_INFO, model_type: type })
    const texts = textsOf(body?.['inputs'] ?? body?.['texts'])
    const allowed = TEI_INFO.max_client_batch_size
    if (texts.length > allowed) return validation(`batch size ${texts.length} > maximum allowed batch size ${allowed}`)
    const answer = answers[path]
    if (answer !== undefined) return await answer(body, texts)
    return { status: 424, body: { error: `model is not a ${path.slice(1)} model`, error_type: 'Backend' } }
  })
}

async function teiEmbed(body: ServiceRequest['body'], texts: string[]): Promise<ServiceReply> {
  if (texts.includes('')) return validation('`inputs` cannot be empty')
  const given = await longest(texts)
  const fits = body?.['truncate'] === true || given <= MAXIMUM_TOKENS
  return fits ? ok(await vectorsOf(texts)) : validation(`\`inputs\` must have less than 128 tokens. Given: ${given}`)
}

async function teiRerank(body: ServiceRequest['body'], texts: string[]): Promise<ServiceReply> {
  const scores = await createWordReranker().score({ query: String(body?.['query']), texts })
  return ok([...scores].map((score, index) => ({ index, score })).toSorted((a, b) => b.score - a.score))
}

const tokens = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id, text: 't', special: false, start: 0, stop: 1 }))

const openAiError = (status: number, message: string, code: string | null): ServiceReply => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: 'input', code } },
})

/** As OpenAI's reference and its client have it; refuses texts that are too long. */
export async function imitateOpenAi(
  options: { readonly base64: boolean } = { base64: true },
): Promise<ImitatedService> {
  return await serve(async ({ path, body }) => {
    if (path === '/v1/models') {
      const entry = { id: 'small', object: 'model', created: 1, owned_by: 'vllm', max_model_len: MAXIMUM_TOKENS }
      return ok({ object: 'list', data: [entry] })
    }
    if (path !== '/v1/embeddings') return NOT_FOUND
    if (body?.['model'] !== 'small') return openAiError(404, 'The model does not exist', 'model_not_found')
    const texts = textsOf(body['input'])
    if (texts.includes('')) return openAiError(400, 'input cannot be an empty string.', null)
    const longestText = await longest(texts)
    if (longestText > MAXIMUM_TOKENS) {
      return openAiError(
        400,
        `This model's maximum context length is 128 tokens, however you requested ${longestText} tokens.`,
        null,
      )
    }
    const written = (vector: number[]) =>
      options.base64 && body['encoding_format'] === 'base64'
        ? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
        : vector
    const data = (await vectorsOf(texts)).map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: written(vector),
    }))
    const count = (await countsOf(texts)).reduce((sum, one) => sum + one, 0)
    // The order is told by `index` alone.
    return ok({
      object: 'list',
      data: data.toReversed(),
      model: 'small',
      usage: { prompt_tokens: count, total_tokens: count },
    })
  })
}

/** As docs/api.md of Ollama has it; vectors are not of unit length, as those of its older versions. */
export async function imitateOllama(): Promise<ImitatedService> {
  return await serve(async ({ path, body }) => {
    if (path === '/api/tags') return ok({ models: [{ name: 'all-minilm:latest', digest: 'sha256:1b226e2802db' }] })
    if (body?.['model'] !== 'all-minilm') {
      return { status: 404, body: { error: `model "${String(body?.['model'])}" not found, try pulling it first` } }
    }
    if (path === '/api/show') {
      return ok({
        details: { family: 'bert' },
        model_info: { 'general.architecture': 'bert', 'bert.context_length': MAXIMUM_TOKENS },
      })
    }
    if (path !== '/api/embed') return NOT_FOUND
    const texts = textsOf(body['input'])
    if (body['truncate'] === false && (await longest(texts)) > MAXIMUM_TOKENS) {
      return { status: 400, body: { error: 'the input length exceeds the context length' } }
    }
    const embeddings = (await vectorsOf(texts)).map((vector) => vector.map((value) => 3 * value))
    const count = (await countsOf(texts)).reduce((sum, one) => sum + Math.min(one, MAXIMUM_TOKENS), 0)
    return ok({ model: 'all-minilm', embeddings, total_duration: 1, load_duration: 1, prompt_eval_count: count })
  })
}
