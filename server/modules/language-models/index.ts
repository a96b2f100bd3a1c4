export type { GeneratedObject, LanguageModelsApi, ObjectRequest } from './language-models-api.ts'
