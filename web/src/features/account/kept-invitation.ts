const KEY = 'learnpath.invitation'

/**
 * The token of the invitation that this window was opened for. Whoever signs in elsewhere meanwhile comes back to an
 * address without it: no other site, and no log, is told of the token.
 */
export function keptInvitation(): string {
  const token = window.location.hash.slice(1)
  if (token === '') return sessionStorage.getItem(KEY) ?? ''
  sessionStorage.setItem(KEY, token)
  return token
}
