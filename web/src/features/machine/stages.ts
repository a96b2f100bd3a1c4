/** What is timed: whole searches and answers, and the stages of a search. Keys of `machine.stage`. */
export const STAGES = ['search', 'answer', 'keyword', 'embed', 'vector', 'fuse', 'load', 'rerank'] as const
export type Stage = (typeof STAGES)[number]
