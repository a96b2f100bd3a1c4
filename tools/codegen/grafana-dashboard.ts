/** A line of a panel: a PromQL expression and how its lines are called. */
type Query = readonly [expression: string, legend: string]

interface Panel {
  readonly title: string
  readonly unit: 's' | 'percentunit' | 'reqps' | 'short' | 'bytes' | 'ops'
  readonly queries: readonly Query[]
}

/** Every expression is narrowed to the chosen services; `{}` stands for that. */
const chosen = (expression: string): string => expression.replaceAll('{}', '{job=~"$job"}')

const quantiles = (metric: string, by = ''): Query[] =>
  [0.5, 0.95, 0.99].map((share) => [
    `histogram_quantile(${share}, sum by (le${by === '' ? '' : `, ${by}`}) (rate(${metric}_bucket{}[$__rate_interval])))`,
    `p${share * 100}${by === '' ? '' : ` {{${by}}}`}`,
  ])

const p95 = (metric: string, by: string): Query[] => [
  [
    `histogram_quantile(0.95, sum by (le, ${by}) (rate(${metric}_bucket{}[$__rate_interval])))`,
    `{{${by.replace(', ', '}} {{')}}}`,
  ],
]
const rate = (metric: string, by: string): Query[] => [
  [`sum by (${by}) (rate(${metric}{}[$__rate_interval]))`, `{{${by.replaceAll(', ', '}} {{')}}}`],
]

const ROWS: readonly (readonly [title: string, panels: readonly Panel[]])[] = [
  [
    'Requests',
    [
      {
        title: 'Requests per second',
        unit: 'reqps',
        queries: rate('learnpath_request_latency_seconds_count', 'job'),
      },
      {
        title: 'Share of failed requests',
        unit: 'percentunit',
        queries: [
          [
            'sum(rate(learnpath_request_latency_seconds_count{job=~"$job", status=~"5.."}[$__rate_interval])) / sum(rate(learnpath_request_latency_seconds_count{}[$__rate_interval]))',
            '5xx',
          ],
          [
            'sum(rate(learnpath_request_latency_seconds_count{job=~"$job", status=~"4.."}[$__rate_interval])) / sum(rate(learnpath_request_latency_seconds_count{}[$__rate_interval]))',
            '4xx',
          ],
        ],
      },
      { title: 'Time to the answer', unit: 's', queries: quantiles('learnpath_request_latency_seconds') },
      {
        title: 'Requests that are being answered',
        unit: 'short',
        queries: [['sum by (job) (learnpath_requests_running{})', '{{job}}']],
      },
      {
        title: 'Requests per second by address',
        unit: 'reqps',
        queries: rate('learnpath_request_latency_seconds_count', 'method, endpoint'),
      },
      {
        title: 'Failures per second by address',
        unit: 'reqps',
        queries: [
          [
            'sum by (endpoint, status) (rate(learnpath_request_latency_seconds_count{job=~"$job", status=~"5.."}[$__rate_interval]))',
            '{{endpoint}} {{status}}',
          ],
        ],
      },
      {
        title: 'p95 by address',
        unit: 's',
        queries: p95('learnpath_request_latency_seconds', 'endpoint'),
      },
    ],
  ],
  [
    'Search and answers',
    [
      { title: 'Time of a search', unit: 's', queries: quantiles('learnpath_search_seconds') },
      { title: 'p95 of the stages of a search', unit: 's', queries: p95('learnpath_search_stage_seconds', 'stage') },
      {
        title: 'Share of look-ups that caches answer',
        unit: 'percentunit',
        queries: [
          [
            'sum by (cache) (rate(learnpath_cache_hits_total{}[$__rate_interval])) / (sum by (cache) (rate(learnpath_cache_hits_total{}[$__rate_interval])) + sum by (cache) (rate(learnpath_cache_misses_total{}[$__rate_interval])))',
            '{{cache}}',
          ],
        ],
      },
      { title: 'Time of an answer', unit: 's', queries: quantiles('learnpath_answer_seconds', 'engine') },
      {
        title: 'p95 to the first text of an answer',
        unit: 's',
        queries: p95('learnpath_answer_first_text_seconds', 'model'),
      },
      {
        title: 'Generations of language models per second',
        unit: 'ops',
        queries: rate('learnpath_language_model_generations_total', 'engine, outcome'),
      },
      {
        title: 'Tokens of language models per second',
        unit: 'ops',
        queries: rate('learnpath_language_model_tokens_total', 'engine, kind'),
      },
    ],
  ],
  [
    'Documents and jobs',
    [
      { title: 'Jobs by state', unit: 'short', queries: [['max by (state) (learnpath_jobs{})', '{{state}}']] },
      {
        title: 'Longest wait of a job',
        unit: 's',
        queries: [['max(learnpath_jobs_longest_wait_seconds{})', 'longest wait']],
      },
      {
        title: 'Documents read per second',
        unit: 'ops',
        queries: rate('learnpath_document_processing_seconds_count', 'file_type, outcome'),
      },
      {
        title: 'p95 of reading a document',
        unit: 's',
        queries: p95('learnpath_document_processing_seconds', 'file_type'),
      },
      {
        title: 'Connections to PostgreSQL',
        unit: 'short',
        queries: [['sum by (job, state) (learnpath_store_connections{})', '{{job}} {{state}}']],
      },
      {
        title: 'Read replica behind PostgreSQL',
        unit: 's',
        queries: [['max by (job, server) (learnpath_store_replica_lag_seconds{})', '{{job}} {{server}}']],
      },
      {
        title: 'Changes that indexes have not seen',
        unit: 'short',
        queries: [
          ['max by (job, instance) (learnpath_index_lag_changes{})', 'keywords {{instance}}'],
          ['max by (job, instance) (learnpath_vector_lag_changes{})', 'vectors {{instance}}'],
        ],
      },
      {
        title: 'Documents that wait',
        unit: 'short',
        queries: [
          ['max(learnpath_queue_depth{})', 'to be read'],
          ['max(learnpath_concepts_documents_pending{})', 'for concepts'],
          ['max(learnpath_graph_documents_pending{})', 'for the graph'],
        ],
      },
    ],
  ],
  [
    'Models',
    [
      {
        title: 'Models in memory',
        unit: 'short',
        queries: [['sum by (instance) (learnpath_models_loaded{})', '{{instance}}']],
      },
      {
        title: 'p95 of a run of a model',
        unit: 's',
        queries: p95('learnpath_inference_latency_seconds', 'model, task'),
      },
      {
        title: 'Tokens read per second',
        unit: 'ops',
        queries: rate('learnpath_inference_tokens_total', 'model, task'),
      },
      { title: 'p95 to load a model', unit: 's', queries: p95('learnpath_model_load_seconds', 'model') },
    ],
  ],
  [
    'Processes',
    [
      {
        title: 'Resident memory',
        unit: 'bytes',
        queries: [['sum by (instance) (learnpath_memory_resident_bytes{})', '{{instance}}']],
      },
      {
        title: 'Processors in use',
        unit: 'short',
        queries: [['sum by (instance) (rate(process_cpu_seconds_total{}[$__rate_interval]))', '{{instance}}']],
      },
      {
        title: 'Delay of the event loop, p99',
        unit: 's',
        queries: [['max by (instance) (nodejs_eventloop_lag_p99_seconds{})', '{{instance}}']],
      },
      {
        title: 'Time in garbage collection per second',
        unit: 's',
        queries: [['sum by (instance) (rate(nodejs_gc_duration_seconds_sum{}[$__rate_interval]))', '{{instance}}']],
      },
    ],
  ],
]

const COLUMNS = 24
const PANEL_WIDTH = 8
const PANEL_HEIGHT = 8
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' }

function panelOf({ title, unit, queries }: Panel, id: number, place: { x: number; y: number }) {
  return {
    id,
    type: 'timeseries',
    title,
    datasource: DATASOURCE,
    gridPos: { h: PANEL_HEIGHT, w: PANEL_WIDTH, ...place },
    fieldConfig: {
      defaults: { unit, min: 0, custom: { fillOpacity: 8, lineWidth: 1, showPoints: 'never' } },
      overrides: [],
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(([expression, legend], index) => ({
      refId: String.fromCodePoint(65 + index),
      datasource: DATASOURCE,
      expr: chosen(expression),
      legendFormat: legend,
    })),
  }
}

function panels(): unknown[] {
  const made: unknown[] = []
  let y = 0
  for (const [title, members] of ROWS) {
    made.push({
      id: made.length + 1,
      type: 'row',
      title,
      collapsed: false,
      panels: [],
      gridPos: { h: 1, w: COLUMNS, x: 0, y },
    })
    y += 1
    members.forEach((panel, index) => {
      const column = (index * PANEL_WIDTH) % COLUMNS
      made.push(
        panelOf(panel, made.length + 1, {
          x: column,
          y: y + Math.floor((index * PANEL_WIDTH) / COLUMNS) * PANEL_HEIGHT,
        }),
      )
    })
    y += Math.ceil((members.length * PANEL_WIDTH) / COLUMNS) * PANEL_HEIGHT
  }
  return made
}

/** The dashboard of Grafana, as its import takes it. */
export function grafanaDashboard(): string {
  const dashboard = {
    uid: 'learnpath',
    title: 'LearnPath',
    tags: ['learnpath'],
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' },
        {
          name: 'job',
          type: 'query',
          label: 'Service',
          datasource: DATASOURCE,
          query: { query: 'label_values(learnpath_build_info, job)', refId: 'job' },
          includeAll: true,
          multi: true,
          current: { text: 'All', value: '$__all' },
          refresh: 2,
          sort: 1,
        },
      ],
    },
    panels: panels(),
  }
  return JSON.stringify(dashboard, null, 2)
}
