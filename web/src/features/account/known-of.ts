import type { Session } from '@learnpath/contracts'
import { call } from '../../api/request.ts'
import { know, sessionEnded, type KnownSession } from '../../api/session.ts'
import { goIn } from './go-in.ts'
import { PERMISSIONS, ROLES } from './permissions.ts'

/** What a session lets one do, by the table that the server decides by. */
export function knownOf(session: Session): KnownSession {
  const { user, role, isAdministrator } = session
  return {
    session,
    ended: false,
    // What cannot be asked now stays as it is: the server decides anyway.
    learnAgain: () => void learnAgain(session).catch(() => undefined),
    may(name) {
      const permission = PERMISSIONS[name]
      if (permission === 'public') return true
      if (permission === 'signed-in') return user !== null
      if (permission === 'administrator') return isAdministrator
      return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(permission)
    },
  }
}

async function learnAgain({ workspace }: Session): Promise<void> {
  const next = await call('session')
  if (next.user === null) sessionEnded()
  else if (next.workspace === workspace) know(knownOf(next))
  else goIn()
}
