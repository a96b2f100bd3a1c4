export { createGraph } from './graph.ts'
export type { GraphApi } from './graph-api.ts'
