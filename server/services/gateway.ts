import {
  ENDPOINTS,
  LearnPathError,
  type AddDocumentsResponse,
  type BackupResponse,
  type DoctorReport,
  type Status,
} from '@learnpath/contracts'
import type { Edge } from '../http/edge.ts'
import { openApiOf } from '../http/open-api.ts'
import { PAGE_STYLE } from '../http/page-assets.ts'
import { referencePage } from '../http/reference-page.ts'
import { createWebApp } from '../http/web-app.ts'
import type { MachineApi } from '../modules/machine/index.ts'
import { mountMachineRoutes } from '../modules/machine/machine.routes.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { Metrics } from '../ports/metrics.ts'

export interface GatewayDependencies {
  readonly version: string
  readonly instanceId: string
  readonly metrics: Metrics
  readonly idSource: IdSource
  readonly machine: Pick<MachineApi, 'read'>
  /** Where the build put the web app. */
  readonly webFolder: string
  status(): Promise<Status>
  doctor(): Promise<DoctorReport>
  backup(file: string): Promise<BackupResponse>
  addSampleLibrary(): Promise<AddDocumentsResponse>
  /** Answers the Model Context Protocol; null where there is no library to speak of. */
  readonly mcp: ((request: Request) => Promise<Response>) | null
}

/** What belongs to the program as a whole: health, metrics, description, pages, operation. Mounted last. */
export default function mountGateway(edge: Edge, dependencies: GatewayDependencies): void {
  mountOperation(edge, dependencies)
  mountMachineRoutes(edge, dependencies)
  mountHealth(edge, dependencies)
  mountPages(edge, dependencies)
}

function mountOperation(edge: Edge, dependencies: GatewayDependencies): void {
  edge.handle(ENDPOINTS.status, async () => await dependencies.status())
  edge.handle(ENDPOINTS.doctor, async () => await dependencies.doctor())
  edge.handle(ENDPOINTS.backup, async ({ body }) => await dependencies.backup(body.file))
  edge.handle(ENDPOINTS.addSampleLibrary, async () => await dependencies.addSampleLibrary())
  const { mcp } = dependencies
  if (mcp !== null) edge.handle(ENDPOINTS.mcp, async ({ request }) => await mcp(request))
}

function mountHealth(edge: Edge, { instanceId, metrics }: GatewayDependencies): void {
  edge.handle(ENDPOINTS.live, () => ({ status: 'ok' as const, instanceId, checks: { process: 'ok' } }))
  edge.handle(ENDPOINTS.ready, () => {
    if (edge.stopping.aborted) throw new LearnPathError('LP_SERVER_STOPPING')
    return { status: 'ok' as const, instanceId, checks: { store: 'ok', index: 'ok' } }
  })
  edge.handle(ENDPOINTS.metrics, async () => {
    const { contentType, body } = await metrics.render()
    return new Response(body, { headers: { 'content-type': contentType } })
  })
}

const text = (body: string, contentType: string): Response =>
  new Response(body, { headers: { 'content-type': `${contentType}; charset=utf-8` } })

function mountPages(edge: Edge, dependencies: GatewayDependencies): void {
  let description: ReturnType<typeof openApiOf> | null = null
  const describe = () => (description ??= openApiOf(edge.endpoints, dependencies.version))

  edge.page('/openapi.json', () => text(JSON.stringify(describe(), null, 2), 'application/json'))
  edge.page('/reference', () => referencePage(edge.endpoints, describe()))
  edge.page('/assets/page.css', () => text(PAGE_STYLE, 'text/css'))
  const app = createWebApp({ folder: dependencies.webFolder, idSource: dependencies.idSource })
  edge.page('/app/*', app)
  for (const path of ['/', '/app']) {
    edge.page(path, () => new Response(null, { status: 302, headers: { location: '/app/' } }))
  }
}
