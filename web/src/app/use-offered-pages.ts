import { useMay } from '../api/session.ts'
import { NAVIGATION, type NavigationEntry } from './navigation.ts'

/** The pages of which somebody gets something. */
export function useOfferedPages(): readonly NavigationEntry[] {
  const may = useMay()
  return NAVIGATION.filter(({ needs }) => needs === undefined || may(needs))
}
