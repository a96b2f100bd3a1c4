import type { LearnPathClient } from '@learnpath/contracts'
import { freePort } from './free-port.ts'
import { startProduct, type ProductProcess } from './product-process.ts'

const SERVICES = ['rag', 'planner', 'quiz', 'worker'] as const
type ServiceName = (typeof SERVICES)[number] | 'gateway'

/** A LearnPath that is split into processes, on this machine. */
export interface ProductServices {
  /** Of the gateway. */
  readonly url: string
  readonly client: LearnPathClient
  readonly gateway: ProductProcess
  /** The processes of a service, in the order of their addresses. */
  readonly processes: Readonly<Record<ServiceName, readonly ProductProcess[]>>
  /** Ends one process and starts it anew at the same address; other processes go on. */
  restart(service: ServiceName, index: number): Promise<void>
  /** All that the processes wrote so far. */
  output(): string
  /** Sends the signal to all of them. @returns how they ended, when all ended alike; else each way */
  stop(signal?: NodeJS.Signals): Promise<number | string>
}

/** Where the processes of a service run, when that is not beside the others. */
export interface ServicePlace {
  /** Put before the program, such as `ip netns exec NAME`. */
  readonly prefix: readonly string[]
  /** Where they listen. */
  readonly host: string
  /** What they see otherwise than the rest, such as the address of the store. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface ServicesOptions {
  readonly home: string
  readonly storeUrl: string
  readonly environment?: Readonly<Record<string, string>>
  /** Of each service's processes. Default: free ones. Who starts at those of before takes over at once what was interrupted there. */
  readonly ports?: Ports
  /** Default: one of each. */
  readonly replicas?: Readonly<Partial<Record<(typeof SERVICES)[number], number>>>
  /** Default: all listen at 127.0.0.1. */
  readonly places?: Readonly<Partial<Record<ServiceName, ServicePlace>>>
}

const REACHED_WITHIN_MS = 90_000
/** As the images do. */
const YOUNG_SPACE_MB = 16

/**
 * Starts gateway, rag, planner, quiz and worker as an operator does, and waits until the gateway reaches all of them. When one does not start,
 * none is left.
 */
export async function startServices(options: ServicesOptions): Promise<ProductServices> {
  const ports = options.ports ?? (await freePorts(options))
  const start = starterOf(options, ports)
  const processes: Record<ServiceName, ProductProcess[]> = { gateway: [], rag: [], planner: [], quiz: [], worker: [] }
  const all = () => Object.values(processes).flat()
  const stop = async (signal?: NodeJS.Signals): Promise<number | string> => {
    const ends = new Set(await Promise.all(all().map(async (process) => await process.stop(signal))))
    const [end = 0] = ends
    return ends.size === 1 ? end : [...ends].join(' ')
  }
  const starting = [...ports].flatMap(([service, numbers]) =>
    numbers.map(async (_, index) => {
      processes[service][index] = await start(service, index)
    }),
  )
  try {
    for (const outcome of await Promise.allSettled(starting)) if (outcome.status === 'rejected') throw outcome.reason
    const [gateway] = processes.gateway
    if (gateway === undefined) throw new Error('no gateway')
    await allReached(gateway.client)
    return {
      url: gateway.url,
      client: gateway.client,
      gateway,
      processes,
      async restart(service, index) {
        await processes[service][index]?.stop()
        processes[service][index] = await start(service, index)
      },
      output: () =>
        all()
          .map((process) => process.output())
          .join(''),
      stop,
    }
  } catch (failure) {
    await stop()
    throw failure
  }
}

export type Ports = ReadonlyMap<ServiceName, readonly number[]>

export async function freePorts({ replicas }: Pick<ServicesOptions, 'replicas'> = {}): Promise<Ports> {
  const ports = new Map<ServiceName, number[]>([['gateway', [await freePort()]]])
  for (const service of SERVICES) {
    const count = replicas?.[service] ?? 1
    ports.set(service, await Promise.all(Array.from({ length: count }, async () => await freePort())))
  }
  return ports
}

function starterOf({ home, storeUrl, environment, places }: ServicesOptions, ports: Ports) {
  const portsOf = (service: ServiceName): readonly number[] => ports.get(service) ?? []
  const hostOf = (service: ServiceName): string => places?.[service]?.host ?? '127.0.0.1'
  const urls = Object.fromEntries(
    SERVICES.map((service) => [
      `LEARNPATH_${service.toUpperCase()}_URLS`,
      portsOf(service)
        .map((port) => `http://${hostOf(service)}:${port}`)
        .join(','),
    ]),
  )
  return async (service: ServiceName, index: number): Promise<ProductProcess> =>
    await startProduct({
      youngSpaceMb: YOUNG_SPACE_MB,
      home,
      port: portsOf(service)[index] ?? 0,
      host: hostOf(service),
      ...(places?.[service] !== undefined && { prefix: places[service].prefix }),
      environment: {
        LEARNPATH_PUBLIC_URL: `http://127.0.0.1:${portsOf('gateway')[0] ?? 0}`,
        LEARNPATH_STORE_URL: storeUrl,
        ...environment,
        ...urls,
        LEARNPATH_SERVICES: service,
        ...places?.[service]?.environment,
      },
    })
}

async function allReached(client: LearnPathClient): Promise<void> {
  const deadline = performance.now() + REACHED_WITHIN_MS
  for (;;) {
    const { checks } = await client.call('ready')
    if (Object.values(checks).every((state) => state === 'ready')) return
    if (performance.now() > deadline) throw new Error(`the gateway does not reach all: ${JSON.stringify(checks)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
