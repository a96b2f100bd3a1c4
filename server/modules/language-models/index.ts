export { createLanguageModels, type LanguageModelsDependencies } from './language-models.ts'
export type { GeneratedObject, LanguageModelsApi, ObjectRequest } from './language-models-api.ts'
