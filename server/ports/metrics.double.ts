import type { Metrics } from './metrics.ts'

export interface RecordedMetric {
  readonly name: string
  readonly labels: Readonly<Record<string, unknown>>
}

/** Keeps what is measured, without the values of time, for a test to look at. */
export function createRecordingMetrics(): Metrics & { readonly records: readonly RecordedMetric[] } {
  const records: RecordedMetric[] = []
  const gauges = new Map<string, () => number | Promise<number>>()
  return {
    records,
    requestEnded: (labels) => void records.push({ name: 'requestEnded', labels }),
    documentProcessed: (labels) => void records.push({ name: 'documentProcessed', labels }),
    cacheLookedUp: (cache, hit) => void records.push({ name: 'cacheLookedUp', labels: { cache, hit } }),
    searched: (engine) => void records.push({ name: 'searched', labels: { engine } }),
    answered: (engine) => void records.push({ name: 'answered', labels: { engine } }),
    answerGenerated: (model, { repairs }) =>
      void records.push({ name: 'answerGenerated', labels: { model, ...repairs } }),
    searchStageEnded: (stage) => void records.push({ name: 'searchStageEnded', labels: { stage } }),
    modelLoaded: (labels) => void records.push({ name: 'modelLoaded', labels }),
    inferred: (labels, { texts }) => void records.push({ name: 'inferred', labels: { ...labels, texts } }),
    languageModelEnded: (labels) => void records.push({ name: 'languageModelEnded', labels }),
    quizCreated: (questions) => void records.push({ name: 'quizCreated', labels: questions }),
    conceptsAnalysed: (outcome) => void records.push({ name: 'conceptsAnalysed', labels: { outcome } }),
    graphAssembled: () => void records.push({ name: 'graphAssembled', labels: {} }),
    rateLimited: (rateClass) => void records.push({ name: 'rateLimited', labels: { rateClass } }),
    forwarded: (service, outcome) => void records.push({ name: 'forwarded', labels: { service, outcome } }),
    redisAnswered: (purpose) => void records.push({ name: 'redisAnswered', labels: { purpose } }),
    redisFailed: (purpose, reason) => void records.push({ name: 'redisFailed', labels: { purpose, reason } }),
    redisConnected: (connection, isConnected) =>
      void records.push({ name: 'redisConnected', labels: { connection, isConnected } }),
    qdrantAnswered: (labels) => void records.push({ name: 'qdrantAnswered', labels }),
    gauge: (name, _help, read) => void gauges.set(name, read),
    gauges: ({ name }, read) =>
      void gauges.set(name, async () => Object.values(await read()).reduce((sum, value) => sum + value, 0)),
    async render() {
      const lines: string[] = []
      for (const [name, read] of gauges) lines.push(`${name} ${await read()}`)
      return { contentType: 'text/plain', body: lines.join('\n') }
    },
  }
}
