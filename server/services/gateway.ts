import {
  ENDPOINTS,
  type AddDocumentsResponse,
  type BackupResponse,
  type DoctorReport,
  type Status,
} from '@learnpath/contracts'
import type { Caller } from '../ports/caller.ts'
import type { Edge } from '../http/edge.ts'
import type { IdentityApi } from '../modules/identity/index.ts'
import { mountAdministrationRoutes } from '../modules/identity/administration.routes.ts'
import { mountIdentityRoutes } from '../modules/identity/identity.routes.ts'
import { mountWorkspaceRoutes } from '../modules/identity/workspace.routes.ts'
import type { MachineApi } from '../modules/machine/index.ts'
import { mountMachineRoutes } from '../modules/machine/machine.routes.ts'
import { mountHealth, type HealthDependencies } from './health.ts'
import { mountPages, type PageDependencies } from './pages.ts'

export interface GatewayDependencies extends HealthDependencies, PageDependencies {
  readonly machine: Pick<MachineApi, 'read'>
  /** Null: whoever reaches the server may do everything. */
  readonly identity: IdentityApi | null
  status(caller: Caller): Promise<Status>
  doctor(): Promise<DoctorReport>
  backup(file: string): Promise<BackupResponse>
  addSampleLibrary(): Promise<AddDocumentsResponse>
  /** Answers the Model Context Protocol; null where there is no library to speak of. */
  readonly mcp: ((request: Request) => Promise<Response>) | null
}

/** What belongs to the program as a whole: health, metrics, description, pages, operation. Mounted last. */
export default function mountGateway(edge: Edge, dependencies: GatewayDependencies): void {
  mountIdentityRoutes(edge, dependencies.identity)
  mountWorkspaceRoutes(edge, dependencies.identity)
  mountAdministrationRoutes(edge, dependencies.identity)
  mountOperation(edge, dependencies)
  mountMachineRoutes(edge, dependencies)
  mountHealth(edge, dependencies)
  mountPages(edge, dependencies)
}

function mountOperation(edge: Edge, dependencies: GatewayDependencies): void {
  edge.handle(ENDPOINTS.status, async ({ caller }) => await dependencies.status(caller))
  edge.handle(ENDPOINTS.doctor, async () => await dependencies.doctor())
  edge.handle(ENDPOINTS.backup, async ({ body }) => await dependencies.backup(body.file))
  edge.handle(ENDPOINTS.addSampleLibrary, async () => await dependencies.addSampleLibrary())
  const { mcp } = dependencies
  if (mcp !== null) edge.handle(ENDPOINTS.mcp, async ({ request }) => await mcp(request))
}
