import type { CreatePlanRequestInput } from '@learnpath/contracts'
import { CreatePlanRequest } from '@learnpath/contracts/plans'
import { z } from 'zod'

const { goal, level, hoursPerWeek, days, deadline, sessionMinutes, wordsPerMinute } = CreatePlanRequest.shape

/** The contract's request as the wizard fills it: every field is there, and what was dropped can be named. */
export const PlanForm = CreatePlanRequest.omit({ seed: true, dropModuleIds: true })
  .extend({
    goal: goal.unwrap(),
    level: level.unwrap(),
    hoursPerWeek: hoursPerWeek.unwrap(),
    days: days.unwrap(),
    deadline: deadline.unwrap(),
    sessionMinutes: sessionMinutes.unwrap(),
    wordsPerMinute: wordsPerMinute.unwrap(),
    /** Empty: the one that the person works with. */
    collection: z.string(),
    documentIds: z.array(z.string()).max(1000),
    conceptIds: z.array(z.string()).max(1000),
    startDate: z.union([z.literal(''), z.iso.date()]),
    dropped: z.array(z.object({ id: z.string(), title: z.string() })),
  })
  .refine((form) => form.deadline === null || form.startDate === '' || form.deadline >= form.startDate, {
    path: ['deadline'],
  })
export type PlanForm = z.infer<typeof PlanForm>

export const EMPTY_FORM: PlanForm = {
  goal: '',
  collection: '',
  documentIds: [],
  conceptIds: [],
  level: 'beginner',
  hoursPerWeek: 5,
  days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  startDate: '',
  deadline: null,
  sessionMinutes: 45,
  wordsPerMinute: 200,
  dropped: [],
}

export function requestOf(form: PlanForm, collection: string): CreatePlanRequestInput {
  const { dropped, startDate, documentIds, conceptIds, ...rest } = form
  return {
    ...rest,
    collection,
    ...(documentIds.length === 0 ? {} : { documentIds }),
    ...(conceptIds.length === 0 ? {} : { conceptIds }),
    ...(startDate === '' ? {} : { startDate }),
    ...(dropped.length === 0 ? {} : { dropModuleIds: dropped.map(({ id }) => id) }),
  }
}

const KEY = 'learnpath.plan-form'

/** What was filled in before the page was left or loaded anew; what an older version kept is left aside. */
export function storedForm(): PlanForm | null {
  const stored = sessionStorage.getItem(KEY)
  if (stored === null) return null
  try {
    return PlanForm.parse(JSON.parse(stored))
  } catch {
    return null
  }
}

export const storeForm = (form: PlanForm): void => sessionStorage.setItem(KEY, JSON.stringify(form))

export const forgetForm = (): void => sessionStorage.removeItem(KEY)
