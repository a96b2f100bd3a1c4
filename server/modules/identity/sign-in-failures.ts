import { LearnPathError } from '@learnpath/contracts'
import { sql } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { Database } from '../../ports/relational-store.ts'
import { hashOf } from './hash-of.ts'

/** From the n-th failure in a row on, nobody may try for `seconds`. */
interface Step {
  readonly failures: number
  readonly seconds: number
}

/** Few mistype five times; who guesses gets some ten guesses an hour. No wait is so long that somebody else could keep the owner out for good. */
const ACCOUNT_STEPS: readonly Step[] = [
  { failures: 5, seconds: 2 },
  { failures: 6, seconds: 5 },
  { failures: 7, seconds: 15 },
  { failures: 8, seconds: 60 },
  { failures: 9, seconds: 120 },
  { failures: 10, seconds: 300 },
]
/** Behind one address may be a whole school. */
const ADDRESS_STEPS: readonly Step[] = [
  { failures: 20, seconds: 5 },
  { failures: 30, seconds: 60 },
  { failures: 50, seconds: 600 },
]
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

/** Counts attempts before they are made, so that many at once are no way around it. */
export interface SignInFailures {
  /** @throws LP_SIGN_IN_BLOCKED; whether the account exists makes no difference */
  begin(attempt: Attempt): Promise<void>
  succeeded(attempt: Attempt): Promise<void>
}

export interface Attempt {
  /** What was typed, in small letters. */
  readonly account: string
  /** Null: from inside the process. */
  readonly address: string | null
}

const keysOf = ({ account, address }: Attempt) => ({
  account: hashOf(`account:${account}`),
  address: address === null ? null : hashOf(`address:${address}`),
})

export function createSignInFailures({ db, clock }: { readonly db: Database; readonly clock: Clock }): SignInFailures {
  async function count(key: string, steps: readonly Step[]): Promise<void> {
    const now = clock.now()
    const failures = sql<number>`case when sign_in_failures.last_at < ${sql.lit(now - FORGOTTEN_AFTER_MS)} then 1
      else sign_in_failures.failures + 1 end`
    const counted = await db
      .insertInto('sign_in_failures')
      .values({ key, failures: 1, last_at: now, blocked_until: 0 })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ failures, last_at: now, blocked_until: sql`${sql.lit(now)} + ${waitAfter(failures, steps)}` })
          .where('sign_in_failures.blocked_until', '<=', now),
      )
      .returning('key')
      .execute()
    if (counted.length > 0) return
    const row = await db
      .selectFrom('sign_in_failures')
      .select('blocked_until')
      .where('key', '=', key)
      .executeTakeFirst()
    const waitMs = Math.max(1000, (row?.blocked_until ?? now) - now)
    throw new LearnPathError('LP_SIGN_IN_BLOCKED', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
  }

  return {
    async begin(attempt) {
      const { account, address } = keysOf(attempt)
      if (address !== null) await count(address, ADDRESS_STEPS)
      await count(account, ACCOUNT_STEPS)
    },
    async succeeded(attempt) {
      const { account, address } = keysOf(attempt)
      await db.deleteFrom('sign_in_failures').where('key', '=', account).execute()
      // Not forgotten altogether: who has an account of their own must not get more guesses at others by it.
      if (address !== null) {
        await db
          .updateTable('sign_in_failures')
          .set({ failures: sql`failures - 1`, blocked_until: 0 })
          .where('key', '=', address)
          .execute()
      }
      const forgotten = clock.now() - FORGOTTEN_AFTER_MS
      await db.deleteFrom('sign_in_failures').where('last_at', '<', forgotten).execute()
    },
  }
}

/** Milliseconds to wait after so many failures. */
function waitAfter(failures: ReturnType<typeof sql<number>>, steps: readonly Step[]) {
  const cases = steps
    .toReversed()
    .map((step) => sql`when ${failures} >= ${sql.lit(step.failures)} then ${sql.lit(step.seconds * 1000)}`)
  return sql<number>`case ${sql.join(cases, sql` `)} else 0 end`
}
