/** Work that one of the processes that share a store does for all of them. */
export interface LedWork {
  /** The same in every process. */
  readonly name: string
  /** Begins it, also again after a `stop`. */
  start(): Promise<void>
  /** Ends it; what is under way may be finished first. Another process may begin it meanwhile when the store was lost. */
  stop(): Promise<void>
}

/** The processes that share a store, and which of them does what is done once only. */
export interface Leadership {
  /** Of this process; never used again. */
  readonly processId: string
  /** False where the store belongs to this process alone, which then leads in everything. */
  readonly isShared: boolean
  /** Ids of the processes that live, this one among them. */
  living(): Promise<ReadonlySet<string>>
  /**
   * Does the work whenever this process is the one to do it: at once when nobody does (it has begun when this resolves), or some seconds
   * after the other one has ended or lost the store. A process that loses the store stops its work.
   * @returns a function that gives it up
   */
  lead(work: LedWork): Promise<() => Promise<void>>
  /** Runs something that two processes must not do at the same time; waits for its turn. */
  exclusively<Result>(name: string, action: () => Promise<Result>): Promise<Result>
  close(): Promise<void>
}
