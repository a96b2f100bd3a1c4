import type { Session } from '@learnpath/contracts'
import type { KnownSession } from '../../api/session.ts'
import { PERMISSIONS, ROLES } from './permissions.ts'

/** What a session lets one do, by the table that the server decides by. */
export function knownOf(session: Session): KnownSession {
  const { user, role, isAdministrator } = session
  return {
    session,
    ended: false,
    may(name) {
      const permission = PERMISSIONS[name]
      if (permission === 'public') return true
      if (permission === 'signed-in') return user !== null
      if (permission === 'administrator') return isAdministrator
      return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(permission)
    },
  }
}
