import type { SettingDefinition } from './setting-definition.ts'

/** Who may watch the program, besides its log. */
export const OBSERVABILITY_SETTINGS = [
  {
    name: 'LEARNPATH_OTLP_URL',
    kind: 'url',
    default: '',
    description:
      'OpenTelemetry collector that gets traces of requests by OTLP over HTTP, such as `http://127.0.0.1:4318`. Spans hold addresses, times, models and counts; no text of documents or questions. Empty: none.',
  },
  {
    name: 'LEARNPATH_TRACE_SHARE',
    kind: 'number',
    min: 0,
    max: 1,
    default: '1',
    description: 'Share of the requests that are traced. Requests that come with a trace are as that says.',
  },
  {
    name: 'LEARNPATH_METRICS_TOKEN',
    kind: 'text',
    default: '',
    description:
      'Where sign-in is on: token with which a program such as Prometheus reads /metrics (`Authorization: Bearer …`), and nothing else. Make it long and random. Empty: administrators alone read them.',
  },
] as const satisfies readonly SettingDefinition[]

export interface ObservabilitySettings {
  /** Null: nobody collects traces. */
  readonly otlpUrl: string | null
  /** From 0 to 1. */
  readonly traceShare: number
  /** Null: there is none. */
  readonly metricsToken: string | null
}

type Read = (name: (typeof OBSERVABILITY_SETTINGS)[number]['name']) => string | number

export function readObservabilitySettings(read: Read): ObservabilitySettings {
  const url = String(read('LEARNPATH_OTLP_URL'))
  const metricsToken = String(read('LEARNPATH_METRICS_TOKEN'))
  return {
    otlpUrl: url === '' ? null : url,
    traceShare: Number(read('LEARNPATH_TRACE_SHARE')),
    metricsToken: metricsToken === '' ? null : metricsToken,
  }
}
