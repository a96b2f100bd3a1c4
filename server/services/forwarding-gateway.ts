import { ENDPOINTS, type DoctorReport, type Endpoint, type Status } from '@learnpath/contracts'
import type { Caller } from '../ports/caller.ts'
import type { Edge } from '../http/edge.ts'
import type { Forwarder } from '../http/forwarding/forwarder.ts'
import type { Tracer } from '../ports/tracer.ts'
import type { IdentityApi } from '../modules/identity/index.ts'
import { mountAdministrationRoutes } from '../modules/identity/administration.routes.ts'
import { mountIdentityRoutes } from '../modules/identity/identity.routes.ts'
import { mountWorkspaceRoutes } from '../modules/identity/workspace.routes.ts'
import { mountHealth, type HealthDependencies } from './health.ts'
import { mountPages, type PageDependencies } from './pages.ts'
import { REPEATABLE_POSTS, SERVICE_OF_ENDPOINT } from './service-of-endpoint.ts'

type Name = keyof typeof ENDPOINTS

export interface ForwardingGatewayDependencies extends HealthDependencies, PageDependencies {
  readonly forwarders: Readonly<Record<'rag' | 'planner' | 'quiz' | 'inference' | 'worker', Forwarder>>
  /** Who asks, signed for the services; null where they do not ask. */
  readonly sign: (caller: Caller) => Promise<string | null>
  /** Null: there is no sign-in. */
  readonly identity: IdentityApi | null
  readonly requestTimeoutMs: number
  readonly tracer: Tracer | null
  status(caller: Caller): Promise<Status>
  doctor(caller: Caller): Promise<DoctorReport>
  mcp(request: Request): Promise<Response>
}

/** A gateway in front of services: each address goes to the one that answers it. */
export default function mountForwardingGateway(edge: Edge, dependencies: ForwardingGatewayDependencies): void {
  edge.handle(ENDPOINTS.status, async ({ caller }) => await dependencies.status(caller))
  edge.handle(ENDPOINTS.doctor, async ({ caller }) => await dependencies.doctor(caller))
  edge.handle(ENDPOINTS.mcp, async ({ request }) => await dependencies.mcp(request))
  mountIdentityRoutes(edge, dependencies.identity)
  mountWorkspaceRoutes(edge, dependencies.identity)
  mountAdministrationRoutes(edge, dependencies.identity)
  mountHealth(edge, dependencies)
  for (const name of inOrderOfMatching()) forwardEndpoint(edge, name, dependencies)
  mountPages(edge, dependencies)
}

function forwardEndpoint(
  edge: Edge,
  name: Name,
  { forwarders, sign, requestTimeoutMs, tracer }: ForwardingGatewayDependencies,
): void {
  const service = SERVICE_OF_ENDPOINT[name]
  if (service === 'gateway') return
  const endpoint: Endpoint = ENDPOINTS[name]
  const timeLeftMs = endpoint.unbounded === true || endpoint.events === endpoint.answer ? null : requestTimeoutMs
  const repeatable = REPEATABLE_POSTS.has(name)
  edge.pass(endpoint, async ({ request, incoming, requestId }, caller) => {
    const principal = await sign(caller)
    const traceparent = tracer?.traceparent() ?? null
    const forwarding = { requestId, incoming, timeLeftMs, traceparent, principal, repeatable }
    return await forwarders[service].forward(request, forwarding)
  })
}

/** Addresses with a fixed part go before those that have a part that varies in its place. */
function inOrderOfMatching(): Name[] {
  const variable = (name: Name): string => ENDPOINTS[name].path.replaceAll(/\{\w+\}/g, '\u{10FFFF}')
  return (Object.keys(ENDPOINTS) as Name[]).toSorted((one, other) => (variable(one) < variable(other) ? -1 : 1))
}
