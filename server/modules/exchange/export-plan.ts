import type { Plan, PlanExportQuery } from '@learnpath/contracts'
import type { ExportedFile } from './exchange-api.ts'
import type { ExchangeDependencies } from './exchange-dependencies.ts'
import { fileName } from './file-name.ts'
import { planCalendar } from './plan/plan-calendar.ts'
import { planMarkdown } from './plan/plan-markdown.ts'
import { printablePlan } from './plan/printable-plan.ts'

export const PLAN_FORMAT = 'learnpath-plan'
const PLAN_VERSION = 1

const FORMS = {
  ics: { extension: 'ics', contentType: 'text/calendar; charset=utf-8' },
  markdown: { extension: 'md', contentType: 'text/markdown; charset=utf-8' },
  html: { extension: 'html', contentType: 'text/html; charset=utf-8' },
  json: { extension: 'json', contentType: 'application/json' },
} as const

/** A plan as a file. @throws LP_PLAN_NOT_FOUND */
export async function exportPlan(
  { plans, clock, address }: ExchangeDependencies,
  planId: string,
  query: PlanExportQuery,
): Promise<ExportedFile> {
  const plan = await plans.get(planId)
  const at = clock.now()
  const { extension, contentType } = FORMS[query.format]
  const base = address()
  const text = textOf(plan, query, { at, href: base === null ? null : `${base}/plans/${encodeURIComponent(planId)}` })
  return { name: fileName(plan.title, at, extension), contentType, bytes: new TextEncoder().encode(text) }
}

function textOf(
  plan: Plan,
  { format, startsAt }: PlanExportQuery,
  { at, href }: { readonly at: number; readonly href: string | null },
): string {
  switch (format) {
    case 'ics':
      return planCalendar(plan, { at, startsAt, href })
    case 'markdown':
      return planMarkdown(plan)
    case 'html':
      return printablePlan(plan)
    case 'json':
      return `${JSON.stringify({ format: PLAN_FORMAT, version: PLAN_VERSION, exportedAt: new Date(at).toISOString(), plan }, null, 2)}\n`
  }
}
