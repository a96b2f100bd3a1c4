export { createLanguageModels } from './language-models.ts'
export type { LanguageModelsApi, ObjectRequest } from './language-models-api.ts'
