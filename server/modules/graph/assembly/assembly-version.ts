/** Changes whenever the same readings, concepts and decisions would give another graph: stored ones are then put together anew. */
export const ASSEMBLY_VERSION = '1'
