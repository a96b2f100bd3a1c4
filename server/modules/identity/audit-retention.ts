import { forgetAudit } from './audit-trail.ts'
import type { IdentityDependencies } from './identity-dependencies.ts'

const EVERY_MS = 3_600_000

/** Deletes entries of the audit log that are too old, at the start and every hour. */
export interface AuditRetention {
  start(): Promise<void>
  stop(): void
}

export function createAuditRetention({ store, clock, logger, rules }: IdentityDependencies): AuditRetention {
  let timer: NodeJS.Timeout | undefined
  const forget = async () => await forgetAudit(store.db, clock.now() - rules.auditMs)

  return {
    async start() {
      await forget()
      timer = setInterval(() => {
        forget().catch((failure: unknown) => {
          logger.warn('old entries of the audit log cannot be deleted; tried again in an hour', {
            error: String(failure),
          })
        })
      }, EVERY_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
}
