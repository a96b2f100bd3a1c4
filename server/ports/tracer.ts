/** What a span says beside its name; names as in the semantic conventions of OpenTelemetry. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

export interface EndedSpan {
  readonly name: string
  readonly attributes: SpanAttributes
  readonly failed: boolean
}

/** Tells where time goes, request by request, to whoever collects it. */
export interface Tracer {
  /**
   * The span of a whole request, around everything `work` calls and awaits.
   * @param parent the caller's `traceparent` header (W3C Trace Context), or null; one that is not valid counts as none
   * @param describe what it was, once that is known
   */
  request<Result>(
    parent: string | null,
    work: () => Promise<Result>,
    describe: (result: Result) => EndedSpan,
  ): Promise<Result>
  /** A piece of work that has just ended and took that long: part of the request that runs, or a trace of its own. */
  ended(span: EndedSpan, seconds: number): void
  /** What is to be passed on to another service as `traceparent`; null outside requests. */
  traceparent(): string | null
  /** Sends what is left. */
  stop(): Promise<void>
}
