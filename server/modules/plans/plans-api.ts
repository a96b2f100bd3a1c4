import type {
  CreatePlanRequest,
  Plan,
  PlanChangePreview,
  PlanEvent,
  PlanPreview,
  PlanSummary,
  Quiz,
  UpdatePlanRequest,
} from '@learnpath/contracts'

/** What to learn, in which order, on which days. */
export interface PlansApi {
  start(): Promise<void>
  stop(): Promise<void>
  /** @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND, LP_PLAN_EMPTY */
  create(request: CreatePlanRequest): Promise<Plan>
  /** The plan that the request would make. @throws as `create`; LP_REQUEST_CANCELLED when the caller left before its turn */
  preview(request: CreatePlanRequest, signal?: AbortSignal): Promise<PlanPreview>
  list(): Promise<PlanSummary[]>
  /** @throws LP_PLAN_NOT_FOUND */
  get(planId: string): Promise<Plan>
  update(planId: string, change: UpdatePlanRequest): Promise<Plan>
  /** What `update` would do. */
  previewChange(planId: string, change: UpdatePlanRequest): Promise<PlanChangePreview>
  delete(planId: string): Promise<void>
  /** @throws LP_PLAN_NOT_FOUND, LP_PLAN_SESSION_NOT_FOUND, LP_PLAN_MODULE_NOT_FOUND */
  tell(planId: string, event: PlanEvent): Promise<Plan>
  /** @throws LP_PLAN_NOT_FOUND, LP_PLAN_MODULE_NOT_FOUND, LP_QUIZ_EMPTY */
  moduleQuiz(planId: string, moduleId: string): Promise<Quiz>
  /** Planned minutes per day (ISO date) of all plans, for progress. */
  plannedMinutes(from: string, to: string): Promise<ReadonlyMap<string, number>>
}
