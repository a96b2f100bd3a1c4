import { useMay } from '../api/session.ts'
import { NAVIGATION, type NavigationEntry } from './navigation.ts'
import { routeOf } from './routes.tsx'

/** The pages of which somebody gets something. */
export function useOfferedPages(): readonly NavigationEntry[] {
  const may = useMay()
  return NAVIGATION.filter(({ path }) => {
    const needs = routeOf(path)?.needs ?? null
    return needs === null || may(needs)
  })
}
