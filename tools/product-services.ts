import type { LearnPathClient } from '@learnpath/contracts'
import { freePort, startProduct, type ProductProcess } from './product-process.ts'

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
  stop(): Promise<void>
}

export interface ServicesOptions {
  readonly home: string
  readonly storeUrl: string
  readonly environment?: Readonly<Record<string, string>>
  /** Default: one of each. */
  readonly replicas?: Readonly<Partial<Record<(typeof SERVICES)[number], number>>>
}

/** Starts gateway, rag, planner, quiz and worker as an operator does, and waits until the gateway reaches all of them. */
export async function startServices(options: ServicesOptions): Promise<ProductServices> {
  const ports = new Map<ServiceName, number[]>([['gateway', [await freePort()]]])
  for (const service of SERVICES) {
    const count = options.replicas?.[service] ?? 1
    ports.set(service, await Promise.all(Array.from({ length: count }, async () => await freePort())))
  }
  const urls = Object.fromEntries(
    SERVICES.map((service) => [
      `LEARNPATH_${service.toUpperCase()}_URLS`,
      (ports.get(service) ?? []).map((port) => `http://127.0.0.1:${port}`).join(','),
    ]),
  )
  const gatewayUrl = `http://127.0.0.1:${ports.get('gateway')?.[0] ?? 0}`
  const start = async (service: ServiceName, index: number): Promise<ProductProcess> =>
    await startProduct({
      home: options.home,
      port: ports.get(service)?.[index] ?? 0,
      environment: {
        LEARNPATH_PUBLIC_URL: gatewayUrl,
        ...options.environment,
        ...urls,
        LEARNPATH_SERVICES: service,
        LEARNPATH_STORE_URL: options.storeUrl,
      },
    })
  const names: readonly ServiceName[] = ['gateway', ...SERVICES]
  const started = await Promise.all(
    names.map(async (service) => {
      const indexes = (ports.get(service) ?? []).keys()
      return [service, await Promise.all([...indexes].map(async (index) => await start(service, index)))] as const
    }),
  )
  const processes = Object.fromEntries(started) as Record<ServiceName, ProductProcess[]>
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
    async stop() {
      await Promise.all(Object.values(processes).flatMap((all) => all.map(async (process) => await process.stop())))
    },
  }
}

async function allReached(client: LearnPathClient): Promise<void> {
  for (;;) {
    const { checks } = await client.call('ready')
    if (Object.values(checks).every((state) => state === 'ready')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
