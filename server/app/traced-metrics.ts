import type { Metrics } from '../ports/metrics.ts'
import type { SpanAttributes, Tracer } from '../ports/tracer.ts'

/** The same metrics; what is timed is a span of the request it belongs to as well. */
export function tracedMetrics(metrics: Metrics, tracer: Tracer): Metrics {
  const ended = (name: string, seconds: number, attributes: SpanAttributes = {}, failed = false) =>
    tracer.ended({ name, attributes, failed }, seconds)
  return {
    ...metrics,
    documentProcessed(labels, seconds) {
      metrics.documentProcessed(labels, seconds)
      ended('read document', seconds, { 'learnpath.file_type': labels.fileType }, labels.outcome === 'failed')
    },
    searched(engine, seconds) {
      metrics.searched(engine, seconds)
      ended('search', seconds, { 'learnpath.engine': engine })
    },
    searchStageEnded(stage, seconds) {
      metrics.searchStageEnded(stage, seconds)
      ended(`search ${stage}`, seconds)
    },
    answered(engine, seconds) {
      metrics.answered(engine, seconds)
      ended('answer', seconds, { 'learnpath.engine': engine })
    },
    modelLoaded(labels, seconds) {
      metrics.modelLoaded(labels, seconds)
      ended('load model', seconds, { 'learnpath.model': labels.model, 'learnpath.precision': labels.precision })
    },
    inferred(labels, run) {
      metrics.inferred(labels, run)
      const { seconds, texts, tokens } = run
      ended(labels.task, seconds, {
        'learnpath.model': labels.model,
        'learnpath.texts': texts,
        'learnpath.tokens': tokens,
      })
    },
    quizCreated(questions, seconds) {
      metrics.quizCreated(questions, seconds)
      ended('create quiz', seconds, { 'learnpath.questions_written': questions.written })
    },
    conceptsAnalysed(outcome, seconds) {
      metrics.conceptsAnalysed(outcome, seconds)
      ended('look for concepts', seconds, {}, outcome === 'failed')
    },
    graphAssembled(seconds) {
      metrics.graphAssembled(seconds)
      ended('assemble graph', seconds)
    },
  }
}
