import { z } from 'zod'
import type { Clock } from '../../ports/clock.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'

/** Who answers, as a person chose it. */
export interface ChainChoice {
  /** Null when nobody chose. An empty list is a choice: extractive answers. */
  read(): Promise<readonly string[] | null>
  write(chain: readonly string[] | null): Promise<void>
}

const Ids = z.array(z.string())
const PURPOSE = 'answers'

export function createChainChoice({
  store: { db },
  clock,
}: {
  readonly store: Pick<RelationalStore, 'db'>
  readonly clock: Clock
}): ChainChoice {
  return {
    async read() {
      const row = await db
        .selectFrom('language_model_choices')
        .select('chain_json')
        .where('purpose', '=', PURPOSE)
        .executeTakeFirst()
      return row === undefined ? null : Ids.parse(JSON.parse(row.chain_json))
    },
    async write(chain) {
      if (chain === null) {
        await db.deleteFrom('language_model_choices').where('purpose', '=', PURPOSE).execute()
        return
      }
      const values = { chain_json: JSON.stringify(chain), changed_at: clock.now() }
      await db
        .insertInto('language_model_choices')
        .values({ purpose: PURPOSE, ...values })
        .onConflict((conflict) => conflict.column('purpose').doUpdateSet(values))
        .execute()
    },
  }
}
