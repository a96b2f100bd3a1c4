import { createHash, createHmac } from 'node:crypto'

/** SHA-256 (base64url): tokens of 256 random bits need nothing slower. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** What a page must send beside the cookie; known to who knows the cookie or has been told by the server. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac('sha256', sessionToken).update('learnpath csrf').digest('base64url')
