import { z } from 'zod'
import { AskEvent, type AskRequestInput, type AskResponse } from './ask.ts'
import { ConversationEvent, type AskInConversationRequest } from './conversations.ts'
import type { CollectionVisibility, UpdateCollectionRequest } from './collections.ts'
import type { Endpoint } from './endpoint.ts'
import { ENDPOINTS, type AnswerOf } from './endpoints.ts'
import { ERRORS, LearnPathError, type ErrorContext } from './errors.ts'
import { readEventStream } from './event-stream.ts'
import type { CreateGenerationRequestInput, SetRerankerRequest } from './generations.ts'
import { ProgressEvent } from './jobs.ts'
import type { ImportModelRequest, QuantizeModelRequest, RemoveModelQuery, VerifyModelRequest } from './models.ts'
import { multipartBody, type Upload } from './multipart.ts'
import { Problem } from './problem.ts'
import type { CreateWatchRequestInput } from './watches.ts'
import type { SearchRequestInput, SearchResponse } from './search.ts'
import type { ListDocumentsQuery, UpdateDocumentRequest } from './documents.ts'
import type { ListJobsQuery } from './jobs.ts'

export type { Upload, UploadFile } from './multipart.ts'

export interface ClientOptions {
  /** Such as http://127.0.0.1:8080. */
  readonly baseUrl: string
  /** Default: the platform's. An embedded program hands in its own, and no socket is used. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** What goes into a request besides its address. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

type Answer<Name extends keyof typeof ENDPOINTS> = Promise<AnswerOf<(typeof ENDPOINTS)[Name]>>
interface Cancellable {
  readonly signal?: AbortSignal
}

/** Every address of a LearnPath server as a method. Answers are checked against their schemas; problems arrive as LearnPathError. */
export interface LearnPathClient {
  search(request: SearchRequestInput, options?: Cancellable): Promise<SearchResponse>
  ask(request: AskRequestInput, options?: Cancellable): Promise<AskResponse>
  askStream(request: AskRequestInput, options?: Cancellable): AsyncGenerator<AskEvent, void, undefined>
  /** The answer piece by piece; giving it up stops the answer. */
  askInConversation(
    conversationId: string,
    request: AskInConversationRequest,
    options?: Cancellable,
  ): AsyncGenerator<ConversationEvent, void, undefined>
  listCollections(): Answer<'listCollections'>
  createCollection(name: string, visibility?: CollectionVisibility): Answer<'createCollection'>
  updateCollection(id: string, change: UpdateCollectionRequest): Answer<'updateCollection'>
  deleteCollection(id: string): Promise<void>
  addDocuments(upload: Upload, options?: Cancellable): Answer<'addDocuments'>
  listDocuments(query?: Partial<ListDocumentsQuery>): Answer<'listDocuments'>
  getDocument(id: string): Answer<'getDocument'>
  updateDocument(id: string, change: UpdateDocumentRequest): Answer<'updateDocument'>
  deleteDocument(id: string): Promise<void>
  documentText(id: string): Answer<'documentText'>
  documentContent(id: string): Promise<ReadableStream<Uint8Array>>
  retryDocument(id: string, options?: { readonly password?: string }): Answer<'retryDocument'>
  cancelDocument(id: string): Answer<'cancelDocument'>
  listWatches(): Answer<'listWatches'>
  createWatch(request: CreateWatchRequestInput): Answer<'createWatch'>
  removeWatch(id: string, options?: { readonly deleteDocuments?: boolean }): Promise<void>
  listJobs(query?: Partial<ListJobsQuery>): Answer<'listJobs'>
  getJob(id: string): Answer<'getJob'>
  cancelJob(id: string): Answer<'cancelJob'>
  events(options?: Cancellable): AsyncGenerator<ProgressEvent, void, undefined>
  listModels(): Answer<'listModels'>
  getModel(id: string): Answer<'getModel'>
  pullModel(id: string): Answer<'pullModel'>
  importModel(request: ImportModelRequest): Answer<'importModel'>
  quantizeModel(id: string, request: QuantizeModelRequest): Answer<'quantizeModel'>
  verifyModel(id: string, request?: VerifyModelRequest): Answer<'verifyModel'>
  benchModel(id: string): Answer<'benchModel'>
  removeModel(id: string, query?: RemoveModelQuery): Promise<void>
  listGenerations(): Answer<'listGenerations'>
  planGeneration(request: CreateGenerationRequestInput): Answer<'planGeneration'>
  createGeneration(request: CreateGenerationRequestInput): Answer<'createGeneration'>
  activateGeneration(id: string): Answer<'activateGeneration'>
  deactivateGeneration(id: string): Answer<'deactivateGeneration'>
  dropGeneration(id: string): Promise<void>
  getReranker(): Answer<'getReranker'>
  setReranker(request: SetRerankerRequest): Answer<'setReranker'>
  status(): Answer<'status'>
  rebuildIndex(): Answer<'rebuildIndex'>
  backup(file: string): Answer<'backup'>
  doctor(): Answer<'doctor'>
  addSampleLibrary(): Answer<'addSampleLibrary'>
  live(options?: Cancellable): Answer<'live'>
  /** Any address that answers with JSON, by its name in `ENDPOINTS`. */
  call<Name extends keyof typeof ENDPOINTS>(name: Name, call?: Call): Answer<Name>
  /** Any address that answers with bytes, by its name in `ENDPOINTS`. */
  bytes(name: keyof typeof ENDPOINTS, call?: Call): Promise<Response>
  /** Any address that takes files, by its name in `ENDPOINTS`. */
  upload<Name extends keyof typeof ENDPOINTS>(name: Name, upload: Upload, options?: Cancellable): Answer<Name>
}

function addressOf(baseUrl: string, endpoint: Endpoint, call: Call): URL {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params?.[name] ?? ''),
  )
  const address = new URL(path, baseUrl)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) address.searchParams.set(name, String(value))
  }
  return address
}

async function errorOf(response: Response): Promise<LearnPathError> {
  const text = await response.text()
  const problem = Problem.safeParse(parsedOrNull(text))
  if (!problem.success) {
    return new LearnPathError('LP_SERVER_UNREACHABLE', {
      detail: `it answered ${response.status} without a description`,
    })
  }
  const { code, detail, issues } = problem.data
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const context: ErrorContext = {
    ...(detail === undefined ? {} : { detail }),
    ...(issues === undefined ? {} : { issues }),
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  }
  return new LearnPathError(code in ERRORS ? code : 'LP_INTERNAL', context)
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // Not JSON: the caller says what that means.
  }
}

/** Sends requests for `createClient`. */
function sender(options: ClientOptions) {
  const fetchRequest = options.fetch ?? ((request: Request) => fetch(request))

  return async function send(endpoint: Endpoint, call: Call, init: RequestInit = {}): Promise<Response> {
    const request = new Request(addressOf(options.baseUrl, endpoint, call), {
      method: endpoint.method,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.body === undefined
        ? {}
        : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
      ...init,
    })
    let response: Response
    try {
      response = await fetchRequest(request)
    } catch (cause) {
      if (call.signal?.aborted === true) throw cause
      // What was handed in to send requests may know better.
      if (cause instanceof LearnPathError) throw cause
      throw new LearnPathError('LP_SERVER_UNREACHABLE', { detail: options.baseUrl, cause })
    }
    if (!response.ok) throw await errorOf(response)
    return response
  }
}

/**
 * The stream is given up by the signal itself: Node lets go of a request once it is answered, and with it of the way that the
 * request's signal would take.
 */
async function* eventsOf<T>(
  response: Response,
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  if (response.body === null) return
  const options = signal === undefined ? {} : { signal }
  yield* readEventStream(response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), options), schema)
}

async function checked<E extends Endpoint>(endpoint: E, response: Response): Promise<AnswerOf<E>> {
  if (endpoint.answer === 'nothing' || endpoint.answer === 'bytes') {
    await response.body?.cancel()
    return undefined as AnswerOf<E>
  }
  const answer = endpoint.answer.safeParse(await response.json())
  if (answer.success) return answer.data as AnswerOf<E>
  const detail = `${endpoint.method} ${endpoint.path} gave an answer of another form: ${z.prettifyError(answer.error)}`
  throw new LearnPathError('LP_SERVER_UNREACHABLE', { detail })
}

/** @returns a client for the server at `baseUrl`; it holds no connection of its own. */
export function createClient(options: ClientOptions): LearnPathClient {
  const send = sender(options)
  const EVENT_STREAM = { headers: { accept: 'text/event-stream' } }
  const JSON_FOR_EVENTS = { headers: { ...EVENT_STREAM.headers, 'content-type': 'application/json' } }

  async function json<E extends Endpoint>(endpoint: E, call: Call = {}): Promise<AnswerOf<E>> {
    return await checked(endpoint, await send(endpoint, call))
  }

  async function sendFiles<E extends Endpoint>(
    endpoint: E,
    upload: Upload,
    signal?: AbortSignal,
  ): Promise<AnswerOf<E>> {
    const { body, contentType } = multipartBody(upload)
    const init = { body, duplex: 'half', headers: { 'content-type': contentType } } as RequestInit
    return await checked(endpoint, await send(endpoint, { signal }, init))
  }

  return {
    search: (request, { signal } = {}) => json(ENDPOINTS.search, { body: request, signal }),
    ask: (request, { signal } = {}) => json(ENDPOINTS.ask, { body: request, signal }),
    async *askStream(request, { signal } = {}) {
      yield* eventsOf(await send(ENDPOINTS.ask, { body: request, signal }, JSON_FOR_EVENTS), AskEvent, signal)
    },
    async *askInConversation(id, request, { signal } = {}) {
      const call = { params: { id }, body: request, signal }
      yield* eventsOf(await send(ENDPOINTS.askInConversation, call, JSON_FOR_EVENTS), ConversationEvent, signal)
    },
    listCollections: () => json(ENDPOINTS.listCollections),
    createCollection: (name, visibility) => json(ENDPOINTS.createCollection, { body: { name, visibility } }),
    updateCollection: (id, change) => json(ENDPOINTS.updateCollection, { params: { id }, body: change }),
    deleteCollection: (id) => json(ENDPOINTS.deleteCollection, { params: { id } }),
    addDocuments: (upload, { signal } = {}) => sendFiles(ENDPOINTS.addDocuments, upload, signal),
    listDocuments: (query = {}) => json(ENDPOINTS.listDocuments, { query }),
    getDocument: (id) => json(ENDPOINTS.getDocument, { params: { id } }),
    updateDocument: (id, change) => json(ENDPOINTS.updateDocument, { params: { id }, body: change }),
    deleteDocument: (id) => json(ENDPOINTS.deleteDocument, { params: { id } }),
    documentText: (id) => json(ENDPOINTS.documentText, { params: { id } }),
    async documentContent(id) {
      const response = await send(ENDPOINTS.documentContent, { params: { id } })
      return response.body ?? new ReadableStream()
    },
    retryDocument: (id, body = {}) => json(ENDPOINTS.retryDocument, { params: { id }, body }),
    cancelDocument: (id) => json(ENDPOINTS.cancelDocument, { params: { id } }),
    listWatches: () => json(ENDPOINTS.listWatches),
    createWatch: (request) => json(ENDPOINTS.createWatch, { body: request }),
    removeWatch: (id, { deleteDocuments = false } = {}) =>
      json(ENDPOINTS.removeWatch, { params: { id }, query: { deleteDocuments: String(deleteDocuments) } }),
    listJobs: (query = {}) => json(ENDPOINTS.listJobs, { query }),
    getJob: (id) => json(ENDPOINTS.getJob, { params: { id } }),
    cancelJob: (id) => json(ENDPOINTS.cancelJob, { params: { id } }),
    async *events({ signal } = {}) {
      yield* eventsOf(await send(ENDPOINTS.events, { signal }, EVENT_STREAM), ProgressEvent, signal)
    },
    listModels: () => json(ENDPOINTS.listModels),
    getModel: (id) => json(ENDPOINTS.getModel, { params: { id } }),
    pullModel: (id) => json(ENDPOINTS.pullModel, { params: { id } }),
    importModel: (request) => json(ENDPOINTS.importModel, { body: request }),
    quantizeModel: (id, request) => json(ENDPOINTS.quantizeModel, { params: { id }, body: request }),
    verifyModel: (id, request = {}) => json(ENDPOINTS.verifyModel, { params: { id }, body: request }),
    benchModel: (id) => json(ENDPOINTS.benchModel, { params: { id } }),
    removeModel: (id, query = {}) => json(ENDPOINTS.removeModel, { params: { id }, query }),
    listGenerations: () => json(ENDPOINTS.listGenerations),
    planGeneration: (request) => json(ENDPOINTS.planGeneration, { body: request }),
    createGeneration: (request) => json(ENDPOINTS.createGeneration, { body: request }),
    activateGeneration: (id) => json(ENDPOINTS.activateGeneration, { params: { id } }),
    deactivateGeneration: (id) => json(ENDPOINTS.deactivateGeneration, { params: { id } }),
    dropGeneration: (id) => json(ENDPOINTS.dropGeneration, { params: { id } }),
    getReranker: () => json(ENDPOINTS.getReranker),
    setReranker: (request) => json(ENDPOINTS.setReranker, { body: request }),
    status: () => json(ENDPOINTS.status),
    rebuildIndex: () => json(ENDPOINTS.rebuildIndex),
    backup: (file) => json(ENDPOINTS.backup, { body: { file } }),
    doctor: () => json(ENDPOINTS.doctor),
    addSampleLibrary: () => json(ENDPOINTS.addSampleLibrary),
    live: ({ signal } = {}) => json(ENDPOINTS.live, { signal }),
    call: (name, call = {}) => json(ENDPOINTS[name], call),
    bytes: (name, call = {}) => send(ENDPOINTS[name], call),
    upload: (name, upload, { signal } = {}) => sendFiles(ENDPOINTS[name], upload, signal),
  }
}
