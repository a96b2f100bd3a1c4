import { endpoint, type Endpoint } from './endpoint.ts'
import { ChooseLanguageModelsRequest, LanguageModelList, LanguageModelRequest } from './language-models.ts'

const USE_ERRORS = [
  'LP_LANGUAGE_MODEL_UNKNOWN',
  'LP_LANGUAGE_MODEL_UNREACHABLE',
  'LP_LANGUAGE_MODEL_BUSY',
  'LP_LANGUAGE_MODEL_MISSING',
  'LP_LANGUAGE_MODEL_FAILED',
] as const

/** Addresses of language models: which there are, and who answers. */
export const LANGUAGE_MODEL_ENDPOINTS = {
  listLanguageModels: endpoint({
    method: 'GET',
    path: '/language-models',
    tag: 'Language models',
    status: 200,
    errors: [],
    summary: 'Language models of what is connected, and who answers questions',
    answer: LanguageModelList,
  }),
  chooseLanguageModels: endpoint({
    method: 'POST',
    path: '/language-models/choice',
    tag: 'Language models',
    status: 200,
    errors: ['LP_LANGUAGE_MODEL_UNKNOWN'],
    summary: 'Choose who answers: models in the order in which they are tried',
    body: ChooseLanguageModelsRequest,
    answer: LanguageModelList,
  }),
  loadLanguageModel: endpoint({
    method: 'POST',
    path: '/language-models/load',
    tag: 'Language models',
    status: 200,
    errors: USE_ERRORS,
    summary: 'Bring a model into memory before it is needed',
    body: LanguageModelRequest,
    answer: LanguageModelList,
    unbounded: true,
  }),
  unloadLanguageModel: endpoint({
    method: 'POST',
    path: '/language-models/unload',
    tag: 'Language models',
    status: 200,
    errors: USE_ERRORS,
    summary: 'Take a model out of memory',
    body: LanguageModelRequest,
    answer: LanguageModelList,
  }),
} as const satisfies Record<string, Endpoint>
