/** One figure of a benchmark. */
export interface Measurement {
  readonly name: string
  readonly value: number
  /** E.g. 'ms', 'MB', 'ratio', 'nDCG@10'. */
  readonly unit: string
  /** What the product promises, if it promises something about this figure. */
  readonly target?: { readonly operator: '<' | '<=' | '>' | '>='; readonly value: number }
  readonly note?: string
}

export interface BenchmarkContext {
  /** Folder of the labelled sets (`LEARNPATH_TEST_DATA`). */
  readonly dataFolder: string
  /** Folder of small real models (`LEARNPATH_TEST_MODELS`). */
  readonly modelsFolder: string
  /** An empty folder of its own, deleted afterwards. */
  readonly scratchFolder: string
  log(line: string): void
}

/** A file `bench/{micro,scenarios,quality}/<name>.bench.ts` exports `benchmark`; `npm run bench -- <name>` runs it. */
export interface Benchmark {
  readonly name: string
  readonly description: string
  run(context: BenchmarkContext): Promise<readonly Measurement[]>
}
