import { currentScope } from './access-scope.ts'
import { LOCAL_MEMBER } from './first-member.ts'

/** Whose learning it is about. */
export const currentMember = (): string => currentScope()?.memberId ?? LOCAL_MEMBER
