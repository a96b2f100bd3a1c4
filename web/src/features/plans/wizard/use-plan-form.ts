import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect } from 'react'
import { useForm, useWatch, type UseFormReturn } from 'react-hook-form'
import { useSearchParams } from 'wouter'
import { EMPTY_FORM, PlanForm, storedForm, storeForm } from './plan-form.ts'

export type PlanFormMethods = UseFormReturn<PlanForm, unknown, PlanForm>

/** The wizard's form: as it was left, with what the address asks for in its place. Kept at every change. */
export function usePlanForm(): { form: PlanFormMethods; values: PlanForm } {
  const [search, setSearch] = useSearchParams()
  const form = useForm<PlanForm, unknown, PlanForm>({
    resolver: zodResolver(PlanForm),
    defaultValues: withAsked(storedForm() ?? EMPTY_FORM, search),
    mode: 'onChange',
  })
  const values = useWatch({ control: form.control, compute: (all: PlanForm) => all })
  useEffect(() => storeForm(values), [values])
  const asks = ASKED.some((name) => search.has(name))
  useEffect(() => {
    if (!asks) return
    // Taken over: whoever loads the page again goes on with what they changed since.
    setSearch(
      (before) => {
        for (const name of ASKED) before.delete(name)
        return before
      },
      { replace: true },
    )
  }, [asks, setSearch])
  return { form, values }
}

const ASKED = ['goal', 'collection', 'documentId', 'conceptId'] as const

/** A new plan on what the address names; pace and days stay as they were. */
function withAsked(before: PlanForm, search: URLSearchParams): PlanForm {
  if (!ASKED.some((name) => search.has(name))) return before
  return {
    ...before,
    goal: search.get('goal') ?? '',
    collection: search.get('collection') ?? '',
    documentIds: search.getAll('documentId'),
    conceptIds: search.getAll('conceptId'),
    dropped: [],
  }
}
