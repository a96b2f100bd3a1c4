/**
 * Puts the graph of a collection together anew, with the decisions and concepts that are stored when it is called, and resolves once
 * it is stored. Calls at the same time may share one assembly that starts after them.
 */
export type Reassemble = (collectionId: string) => Promise<void>
