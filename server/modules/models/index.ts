export { createModels } from './models.ts'
export { CATALOGUE } from './catalogue/catalogue.ts'
export type { ModelsDependencies } from './models-dependencies.ts'
export type { ImportOptions, ModelsApi } from './models-api.ts'
