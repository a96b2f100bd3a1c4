export type { ExchangeApi, ExportedFile } from './exchange-api.ts'
