import { lazy, type ComponentType } from 'react'
import { call } from '../../api/request.ts'
import { know } from '../../api/session.ts'
import { addMessages } from '../../i18n/spoken-messages.ts'
import { knownOf } from './known-of.ts'

/** Pages for people who are not in yet, by their path below /app. */
const DOORS: Readonly<Record<string, ComponentType>> = {
  '/setup': lazy(async () => ({ default: (await import('./set-up-page.tsx')).SetUpPage })),
  '/invitation': lazy(async () => ({ default: (await import('./invitation-page.tsx')).InvitationPage })),
  '/new-password': lazy(async () => ({ default: (await import('./new-password-page.tsx')).NewPasswordPage })),
}
const SignInPage = lazy(async () => ({ default: (await import('./sign-in-page.tsx')).SignInPage }))
const SetUpPage = DOORS['/setup'] ?? SignInPage

/**
 * Learns who uses the app.
 * @param path below /app
 * @returns the page that stands before the app; null when somebody is signed in and goes on
 */
export async function enter(path: string): Promise<ComponentType | null> {
  const [session] = await Promise.all([call('session'), addMessages(['account'])])
  know(knownOf(session))
  const door = DOORS[path]
  if (door !== undefined) return door
  if (session.setupNeeded) return SetUpPage
  return session.user === null ? SignInPage : null
}
