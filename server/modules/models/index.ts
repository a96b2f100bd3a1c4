export { createModels } from './models.ts'
export type { ModelsApi } from './models-api.ts'
