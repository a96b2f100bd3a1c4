export { createExchange } from './exchange.ts'
export type { ExchangeDependencies } from './exchange-dependencies.ts'
export type { ExchangeApi, ExportedFile } from './exchange-api.ts'
