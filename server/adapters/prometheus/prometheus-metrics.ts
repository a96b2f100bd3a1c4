import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'
import { createForwardingMetrics } from './forwarding-metrics.ts'
import { createLanguageModelMetrics } from './language-model-metrics.ts'
import { createQdrantMetrics } from './qdrant-metrics.ts'
import { createRedisMetrics } from './redis-metrics.ts'
import { createProcessWatch } from './process-watch.ts'

const LATENCY_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
const PROCESSING_BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120]

const BATCH_BUCKETS = [1, 2, 4, 8, 16, 32, 64]
const LOAD_BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]

function createInferenceMetrics(registers: Registry[]): Pick<Metrics, 'modelLoaded' | 'inferred'> {
  const loads = new Histogram({
    name: 'learnpath_model_load_seconds',
    help: 'Time to bring a model into memory.',
    labelNames: ['model', 'precision'],
    buckets: LOAD_BUCKETS,
    registers,
  })
  const runs = new Histogram({
    name: 'learnpath_inference_latency_seconds',
    help: 'Time of one run of a model on a batch.',
    labelNames: ['model', 'task'],
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const batches = new Histogram({
    name: 'learnpath_inference_batch_texts',
    help: 'Texts per run of a model.',
    labelNames: ['model', 'task'],
    buckets: BATCH_BUCKETS,
    registers,
  })
  const tokens = new Counter({
    name: 'learnpath_inference_tokens_total',
    help: 'Tokens that models have read.',
    labelNames: ['model', 'task'],
    registers,
  })
  return {
    modelLoaded: (labels, seconds) => loads.observe(labels, seconds),
    inferred: (labels, run) => {
      runs.observe(labels, run.seconds)
      batches.observe(labels, run.texts)
      tokens.inc(labels, run.tokens)
    },
  }
}

function createLearningMetrics(
  registers: Registry[],
): Pick<Metrics, 'quizCreated' | 'conceptsAnalysed' | 'graphAssembled'> {
  const quizzes = new Histogram({
    name: 'learnpath_quiz_creation_seconds',
    help: 'Time to make a quiz.',
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const written = new Counter({
    name: 'learnpath_quiz_questions_written_total',
    help: 'Questions that were written for quizzes, before they were checked.',
    registers,
  })
  const dropped = new Counter({
    name: 'learnpath_quiz_questions_dropped_total',
    help: 'Questions that a rule has turned down.',
    labelNames: ['rule'],
    registers,
  })
  const analyses = new Histogram({
    name: 'learnpath_concepts_analysis_seconds',
    help: 'Time to look for concepts in a document.',
    labelNames: ['outcome'],
    buckets: PROCESSING_BUCKETS,
    registers,
  })
  const assemblies = new Histogram({
    name: 'learnpath_graph_assembly_seconds',
    help: 'Time to put the graph of a collection together and to store it.',
    buckets: PROCESSING_BUCKETS,
    registers,
  })
  return {
    graphAssembled: (seconds) => assemblies.observe(seconds),
    conceptsAnalysed: (outcome, seconds) => analyses.observe({ outcome }, seconds),
    quizCreated: (questions, seconds) => {
      quizzes.observe(seconds)
      written.inc(questions.written)
      for (const [rule, count] of Object.entries(questions.dropped)) dropped.inc({ rule }, count)
    },
  }
}

/** A model that is loaded first, or runs on the processor, takes far longer than a search. */
const FIRST_TEXT_BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 40, 80]
const TOKEN_RATE_BUCKETS = [1, 2, 5, 10, 20, 40, 80, 160, 320]

function createGenerationMetrics(registers: Registry[]): Pick<Metrics, 'answerGenerated'> {
  const firstTexts = new Histogram({
    name: 'learnpath_answer_first_text_seconds',
    help: 'Time from the request to a language model to the first piece of its answer.',
    labelNames: ['model'],
    buckets: FIRST_TEXT_BUCKETS,
    registers,
  })
  const rates = new Histogram({
    name: 'learnpath_answer_tokens_per_second',
    help: 'Tokens per second that a language model wrote.',
    labelNames: ['model'],
    buckets: TOKEN_RATE_BUCKETS,
    registers,
  })
  const repairs = new Counter({
    name: 'learnpath_answer_citations_repaired_total',
    help: 'Citation numbers of language models that were corrected or taken out.',
    labelNames: ['model', 'repair'],
    registers,
  })
  return {
    answerGenerated: (model, answer) => {
      if (answer.firstTextMs !== null) firstTexts.observe({ model }, answer.firstTextMs / 1000)
      if (answer.tokensPerSecond !== null) rates.observe({ model }, answer.tokensPerSecond)
      for (const [repair, count] of Object.entries(answer.repairs)) repairs.inc({ model, repair }, count)
    },
  }
}

function createCacheMetrics(registers: Registry[]): Pick<Metrics, 'cacheLookedUp'> {
  const hits = new Counter({
    name: 'learnpath_cache_hits_total',
    help: 'Look-ups that found.',
    labelNames: ['cache'],
    registers,
  })
  const misses = new Counter({
    name: 'learnpath_cache_misses_total',
    help: 'Look-ups that did not find.',
    labelNames: ['cache'],
    registers,
  })
  return { cacheLookedUp: (cache, hit) => (hit ? hits : misses).inc({ cache }) }
}

function createSearchMetrics(registers: Registry[]): Pick<Metrics, 'searched' | 'answered' | 'searchStageEnded'> {
  const searches = new Histogram({
    name: 'learnpath_search_seconds',
    help: 'Time of a search.',
    labelNames: ['engine'],
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const answers = new Histogram({
    name: 'learnpath_answer_seconds',
    help: 'Time to answer a question.',
    labelNames: ['engine'],
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const stages = new Histogram({
    name: 'learnpath_search_stage_seconds',
    help: 'Time of a stage of a search.',
    labelNames: ['stage'],
    buckets: LATENCY_BUCKETS,
    registers,
  })
  return {
    searched: (engine, seconds) => searches.observe({ engine }, seconds),
    answered: (engine, seconds) => answers.observe({ engine }, seconds),
    searchStageEnded: (stage, seconds) => stages.observe({ stage }, seconds),
  }
}

function createGauges(registers: Registry[]): Pick<Metrics, 'gauge' | 'gauges'> {
  const gauge: Metrics['gauge'] = (name, help, read) => {
    const made: Gauge = new Gauge({
      name,
      help,
      registers,
      async collect() {
        made.set(await read())
      },
    })
  }
  const gauges: Metrics['gauges'] = ({ name, help, label }, read) => {
    const made: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      async collect() {
        made.reset()
        for (const [value, number] of Object.entries(await read())) made.set({ [label]: value }, number)
      },
    })
  }
  return { gauge, gauges }
}

/** Metrics in the text format of Prometheus, in a registry of its own. */
export function createPrometheusMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'learnpath_request_latency_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['method', 'endpoint', 'status'],
    buckets: LATENCY_BUCKETS,
    registers,
  })
  const documents = new Histogram({
    name: 'learnpath_document_processing_seconds',
    help: 'Time from the start of reading a document to its end.',
    labelNames: ['file_type', 'outcome'],
    buckets: PROCESSING_BUCKETS,
    registers,
  })
  const watchProcess = createProcessWatch(registry)
  const { gauge, gauges } = createGauges(registers)
  gauge('learnpath_memory_resident_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  gauge('learnpath_memory_heap_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed)

  return {
    requestEnded: ({ method, endpoint, status }, seconds) =>
      requests.observe({ method, endpoint, status: String(status) }, seconds),
    documentProcessed: ({ fileType, outcome }, seconds) => documents.observe({ file_type: fileType, outcome }, seconds),
    ...createSearchMetrics(registers),
    ...createInferenceMetrics(registers),
    ...createCacheMetrics(registers),
    ...createLanguageModelMetrics(registers),
    ...createQdrantMetrics(registers),
    ...createForwardingMetrics(registers),
    ...createRedisMetrics(registers),
    ...createLearningMetrics(registers),
    ...createGenerationMetrics(registers),
    gauge,
    gauges,
    async render() {
      watchProcess()
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
  }
}
