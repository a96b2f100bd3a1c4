import type { MachineApi } from '../modules/machine/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Tracer } from '../ports/tracer.ts'
import { openTracer } from './open-tracer.ts'
import { openEvents } from './open-events.ts'
import type { SharedByRedis } from './open-redis.ts'
import type * as code from './basic-code.ts'
import type { Settings } from './settings.ts'
import { tracedMetrics } from './traced-metrics.ts'

/** How the program tells what happens, on standard error: JSON lines for other programs, or warnings and errors in words. */
export type LogForm = 'json' | 'words'

/** What every process has, whatever it does. */
export interface BasicComponents {
  /** Of this process; new at every start. */
  readonly instanceId: string
  readonly clock: Clock
  readonly idSource: IdSource
  /** Null where none is named. */
  readonly redis: SharedByRedis | null
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody collects traces. */
  readonly tracer?: Tracer
  readonly eventBus: EventBus
  readonly machine: MachineApi
  /** Lets go of what it shares with other processes. To be called last. */
  close(): Promise<void>
}

const write = (line: string): boolean => process.stderr.write(line)

export interface BasicOptions {
  readonly logForm: LogForm
  /** Whether ids are counted instead of drawn. */
  readonly repeatable: boolean
  /** Of LearnPath. */
  readonly version: string
}

type Code = typeof code

/** For people, or for programs. No secret of the settings gets into either. */
async function openLogger(
  code: Code,
  settings: Settings,
  { logForm, clock }: { readonly logForm: LogForm; readonly clock: Clock },
): Promise<Logger> {
  const withoutSecrets = code.createLineRedactor(code.secretsIn(settings))
  if (logForm === 'json') {
    const { createPinoLogger } = await import('../adapters/logging/pino-logger.ts')
    return createPinoLogger({ level: settings.logLevel, clock, write: (line) => write(withoutSecrets(line)) })
  }
  return code.createTextLogger({
    // A progress bar may be on the line.
    write: (line) => write((process.stderr.isTTY ? '\r\u001B[2K' : '') + withoutSecrets(line)),
  })
}

export async function openBasics(
  settings: Settings,
  { logForm, repeatable, version }: BasicOptions,
): Promise<BasicComponents> {
  const code = await import('./basic-code.ts')
  const clock = code.createSystemClock()
  const logger = await openLogger(code, settings, { logForm, clock })
  const idSource = repeatable ? code.createCountingIdSource() : code.createRandomIdSource()
  const ownMetrics = code.createPrometheusMetrics()
  const ownEventBus = code.createInProcessEventBus({ logger })
  const surroundings = { clock, idSource, logger, metrics: ownMetrics, eventBus: ownEventBus }
  const { redis, eventBus, closeEvents } = await openEvents(settings, surroundings)
  const machine = code.createMachine({
    metrics: ownMetrics,
    reader: code.createSystemMachineReader(settings),
    eventBus,
    clock,
  })
  const instanceId = idSource.next('run')
  const tracer = await openTracer(settings, { clock, logger, version, instanceId })
  const close = async () => {
    await tracer?.stop()
    await closeEvents()
  }
  const basics = { instanceId, clock, idSource, redis, logger, metrics: machine.metrics, eventBus, machine, close }
  return tracer === null ? basics : { ...basics, tracer, metrics: tracedMetrics(basics.metrics, tracer) }
}
