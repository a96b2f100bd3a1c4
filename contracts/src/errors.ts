import { error } from './error-entry.ts'
import { GRAPH_ERRORS } from './graph-errors.ts'
import { IDENTITY_ERRORS } from './identity-errors.ts'
import { LANGUAGE_ERRORS } from './language-errors.ts'
import { LEARNING_ERRORS } from './learning-errors.ts'
import { QDRANT_ERRORS } from './qdrant-errors.ts'
import { SERVICE_ERRORS } from './service-errors.ts'
import { STORE_ERRORS } from './store-errors.ts'

/**
 * Every error LearnPath can tell a person or a program about: one table, one code each.
 * `status` is the HTTP status, `retry` says whether the same request may succeed later, `advice` what to do next.
 */
export const ERRORS = {
  // Requests
  LP_REQUEST_INVALID: error(
    400,
    false,
    'The request is not valid',
    'Correct what is named and send it again; /reference and "learnpath COMMAND --help" tell what is allowed.',
  ),
  LP_REQUEST_TOO_LARGE: error(
    413,
    false,
    'The request body is too large',
    'Send less, or raise LEARNPATH_UPLOAD_MAX_BYTES.',
  ),
  LP_REQUEST_TIMEOUT: error(
    408,
    true,
    'The request took too long',
    'Send it again; for long work follow the job instead of waiting.',
  ),
  LP_REQUEST_TYPE_UNSUPPORTED: error(
    415,
    false,
    'The request body has a type this address does not take',
    'Send JSON with Content-Type: application/json, or files as multipart/form-data to POST /documents.',
  ),
  LP_REQUEST_CANCELLED: error(
    499,
    true,
    'The caller went away before the request was finished',
    'Send it again; nothing of an unfinished upload is kept.',
  ),
  LP_HOST_REFUSED: error(
    403,
    false,
    'The request names another host',
    'Use the address that "learnpath serve" prints, such as http://127.0.0.1:8080.',
  ),
  LP_ORIGIN_REFUSED: error(
    403,
    false,
    'The request comes from a page of another site',
    'Send it from a page of this server or from a program that is not a browser.',
  ),
  LP_ROUTE_NOT_FOUND: error(404, false, 'There is no such address', 'See /reference for every address.'),
  LP_METHOD_NOT_ALLOWED: error(
    405,
    false,
    'This address does not take that method',
    'See /reference for the methods of each address.',
  ),
  LP_SERVER_BUSY: error(
    503,
    true,
    'The server has too much to do',
    'Wait for the seconds named in Retry-After and send it again.',
  ),
  LP_SERVER_STOPPING: error(503, true, 'The server is stopping', 'Send it again once the server has started anew.'),
  LP_RATE_LIMITED: error(
    429,
    true,
    'Too many requests',
    'Wait for the seconds named in Retry-After and send it again.',
  ),
  LP_INTERNAL: error(
    500,
    true,
    'Something went wrong inside LearnPath',
    'Look up the request id in the log and report it.',
  ),
  // Settings and start
  LP_SETTING_UNKNOWN: error(
    500,
    false,
    'A setting is not known',
    'Check the spelling against docs/reference/settings.md.',
  ),
  LP_SETTING_INVALID: error(
    500,
    false,
    'A setting has a value outside its range',
    'See docs/reference/settings.md for the allowed values.',
  ),
  LP_LISTEN_REFUSED: error(
    500,
    false,
    'Refusing to listen beyond this machine without authentication',
    'Use LEARNPATH_HOST=127.0.0.1, or switch sign-in on: LEARNPATH_IDENTITY=local.',
  ),
  LP_PORT_TAKEN: error(
    500,
    true,
    'The port is in use by another program',
    'Stop that program or choose another port with LEARNPATH_PORT.',
  ),
  LP_HOME_LOCKED: error(
    503,
    true,
    'Another LearnPath process uses this data folder',
    'Stop that process, or set LEARNPATH_HOME to another folder.',
  ),
  LP_HOME_UNUSABLE: error(
    500,
    false,
    'The data folder cannot be used',
    'Check that LEARNPATH_HOME exists, is a folder and can be written.',
  ),
  LP_SERVER_UNREACHABLE: error(
    503,
    true,
    'The running server does not answer',
    'Look at its log, or stop it and try again.',
  ),
  ...STORE_ERRORS,
  ...QDRANT_ERRORS,
  ...SERVICE_ERRORS,
  LP_SAMPLES_MISSING: error(
    404,
    false,
    'The sample library is not part of this installation',
    'Add documents of your own: learnpath add PATH.',
  ),
  // Models
  LP_MODEL_UNKNOWN: error(
    404,
    false,
    'There is no such model',
    'List the models with "learnpath models list", or add one: learnpath models import FOLDER.',
  ),
  LP_MODEL_NOT_INSTALLED: error(
    409,
    false,
    'The model is not on this machine',
    'Download it: learnpath models pull MODEL; without a network: learnpath models import FOLDER.',
  ),
  LP_MODEL_NONE_ACTIVE: error(
    409,
    false,
    'No model serves this',
    'Choose one: learnpath models use MODEL. Search works by keywords without one.',
  ),
  LP_MODEL_MANIFEST_INVALID: error(
    400,
    false,
    'The description of the model is not valid',
    'Correct what is named; docs/guides/models.md shows a complete example.',
  ),
  LP_MODEL_FILES_WRONG: error(
    422,
    false,
    'The files are not those of the model',
    'Download them again: learnpath models pull MODEL.',
  ),
  LP_MODEL_UNUSABLE: error(
    422,
    false,
    'The model cannot be run',
    'Check it with "learnpath models verify MODEL"; download it again if a file is damaged.',
  ),
  LP_MODEL_IN_USE: error(
    409,
    false,
    'The model is in use',
    'Choose another first (learnpath models use MODEL), or stop using one: learnpath models use none.',
  ),
  LP_MODEL_TASK_WRONG: error(
    400,
    false,
    'The model is made for another task',
    'Search needs an embedder; reordering needs a reranker. "learnpath models list" shows which is which.',
  ),
  LP_MODEL_FIDELITY_MISSED: error(
    422,
    false,
    'The quantized model is too far from the original',
    'Use precision fp16 or none for this model.',
  ),
  LP_HUB_UNREACHABLE: error(
    502,
    true,
    'The model hub cannot be reached',
    'Check the network, HF_ENDPOINT and the proxy settings and pull again: it goes on where it stopped. Without a network: learnpath models import FOLDER.',
  ),
  LP_HUB_REFUSED: error(
    502,
    false,
    'The model hub refused the download',
    'Check the name and revision of the model; for one that needs an account set HF_TOKEN.',
  ),
  LP_INFERENCE_FAILED: error(500, true, 'The model could not process the text', 'Look at the log; try it once more.'),
  LP_INFERENCE_REMOTE: error(
    502,
    true,
    'The connected inference service did not answer as it should',
    'Check that it runs and that LEARNPATH_EMBEDDER_URL or LEARNPATH_RERANKER_URL names it. Search goes on by keywords.',
  ),
  LP_INFERENCE_BUSY: error(
    429,
    true,
    'The model has too much to do',
    'Wait for the seconds named in Retry-After and send it again.',
  ),
  LP_TEXT_TOO_LONG: error(
    413,
    false,
    'A text is longer than the model reads',
    'Send it in shorter pieces, or allow it to be cut with "truncate": true.',
  ),
  // Generations
  LP_GENERATION_NOT_FOUND: error(
    404,
    false,
    'There is no such generation',
    'List the generations with "learnpath generations" or GET /generations.',
  ),
  LP_GENERATION_STATE: error(
    409,
    false,
    'The generation is in a state that does not allow this',
    'One that serves cannot be dropped, and one that failed cannot serve; see GET /generations.',
  ),
  LP_GENERATION_DISK: error(
    507,
    false,
    'There is not enough room for the new vectors',
    'Free the space that is named, or drop a generation that is not needed any more.',
  ),
  // Library
  LP_COLLECTION_NOT_FOUND: error(
    404,
    false,
    'There is no such collection',
    'List the collections with "learnpath status" or GET /collections.',
  ),
  LP_COLLECTION_EXISTS: error(409, false, 'A collection of that name exists', 'Use it, or choose another name.'),
  LP_DOCUMENT_NOT_FOUND: error(
    404,
    false,
    'There is no such document',
    'List the documents with "learnpath documents" or GET /documents.',
  ),
  LP_DOCUMENT_NOT_READY: error(409, true, 'The document has no text yet', 'Wait until its state is "ready".'),
  LP_DOCUMENT_PATH_TAKEN: error(
    409,
    false,
    'Another document has that path',
    'Delete the other document or choose another path.',
  ),
  LP_PATH_INVALID: error(
    400,
    false,
    'The path is not valid',
    'Use a relative path without ".." and control characters.',
  ),
  LP_PATH_UNREADABLE: error(
    400,
    false,
    'The file or folder cannot be read',
    'Check that it exists and that you may read it.',
  ),
  LP_WATCH_NOT_FOUND: error(
    404,
    false,
    'There is no such watched folder',
    'List the watched folders with GET /watches.',
  ),
  LP_WATCH_OVERLAP: error(409, false, 'The folder overlaps with a watched folder', 'Remove the other watch first.'),
  LP_JOB_NOT_FOUND: error(404, false, 'There is no such job', 'List the jobs with GET /jobs.'),
  LP_JOB_CANCELLED: error(409, false, 'The job was cancelled', 'Retry the document to run it again.'),
  // Parsing: the class of failure a document can have
  LP_PARSE_PASSWORD_NEEDED: error(
    422,
    false,
    'The document needs a password',
    'Give the password: learnpath add FILE --password …',
  ),
  LP_PARSE_PASSWORD_WRONG: error(422, false, 'The password does not open the document', 'Give another password.'),
  LP_PARSE_NO_TEXT: error(
    422,
    false,
    'The document has no text layer',
    'Install tesseract (and pdftoppm) and retry, or add a version with text.',
  ),
  LP_PARSE_DAMAGED: error(
    422,
    false,
    'The document is damaged',
    'Open it in its own program, save it anew and add it again.',
  ),
  LP_PARSE_EMPTY: error(422, false, 'The document is empty', 'Add a document that contains text.'),
  LP_PARSE_TOO_LARGE: error(
    422,
    false,
    'The document is too large',
    'Split it, or raise LEARNPATH_UPLOAD_MAX_BYTES or LEARNPATH_PARSE_MEMORY_MB.',
  ),
  LP_PARSE_TIMEOUT: error(
    422,
    false,
    'Reading the document took too long',
    'Split it, or raise LEARNPATH_PARSE_TIMEOUT_SECONDS.',
  ),
  LP_PARSE_CRASHED: error(
    422,
    true,
    'The reader of this document crashed',
    'Retry; if it happens again the document is likely damaged.',
  ),
  LP_PARSE_UNSUPPORTED: error(
    415,
    false,
    'This type of document is not supported',
    'Supported: PDF, DOCX, Markdown, HTML and plain text.',
  ),
  ...LEARNING_ERRORS,
  ...LANGUAGE_ERRORS,
  ...GRAPH_ERRORS,
  ...IDENTITY_ERRORS,
} as const satisfies Record<`LP_${string}`, ReturnType<typeof error>>

export type ErrorCode = keyof typeof ERRORS

/** What a caller may add to an error: `detail` in plain words, `issues` per field, `cause` for the log. */
export interface ErrorContext {
  readonly detail?: string
  readonly issues?: readonly { readonly field: string; readonly message: string }[]
  readonly cause?: unknown
  /** Seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number
}

/** The one error type that crosses a border of LearnPath. Its message is `title: detail`; the advice comes from the table. */
export class LearnPathError extends Error {
  override readonly name = 'LearnPathError'
  readonly code: ErrorCode
  readonly context: ErrorContext

  constructor(code: ErrorCode, context: ErrorContext = {}) {
    const { title } = ERRORS[code]
    super(context.detail === undefined ? title : `${title}: ${context.detail}`, { cause: context.cause })
    this.code = code
    this.context = context
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  get advice(): string {
    return ERRORS[this.code].advice
  }
}
