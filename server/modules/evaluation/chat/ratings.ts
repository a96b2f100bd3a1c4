import {
  LearnPathError,
  type NextPair,
  type NextPairQuery,
  type PairPreference,
  type PairRating,
  type QualityPoints,
  type RatePairRequest,
} from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { IdSource } from '../../../ports/id-source.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import { blindPair, pairsFor, pairsOf, type SidedPair } from './blind-pairs.ts'
import type { ChatRunConfig, StoredAnswer } from './stored-chat-run.ts'

/** A judgement without sides: of the first and the second subject of its pair. */
export interface Judgement {
  readonly rater: string
  readonly questionId: string
  readonly turn: number
  readonly first: number
  readonly second: number
  /** 1 when the first is better, 0 when the second is. */
  readonly score: number
  readonly bothBad: boolean
  readonly points: readonly [first: QualityPoints, second: QualityPoints]
}

interface StoredRating extends Judgement {
  readonly pairId: string
  readonly preference: PairPreference
  readonly firstIsLeft: boolean
  readonly note: string | null
}

export interface RatedRun {
  readonly runId: string
  readonly config: ChatRunConfig
  readonly answers: readonly StoredAnswer[]
}

export interface Ratings {
  next(run: RatedRun, query: NextPairQuery): Promise<NextPair>
  /** @throws LP_EVALUATION_PAIR_NOT_FOUND */
  rate(run: RatedRun, request: RatePairRequest): Promise<PairRating>
  /** @throws LP_EVALUATION_PAIR_NOT_FOUND */
  delete(runId: string, ratingId: string): Promise<void>
  judgements(runId: string): Promise<Judgement[]>
}

interface RatingsDependencies {
  readonly store: Pick<RelationalStore, 'db'>
  readonly clock: Clock
  readonly idSource: IdSource
}

export function createRatings({ store, clock, idSource }: RatingsDependencies): Ratings {
  const { db } = store

  return {
    async next(run, { rater, skip }) {
      const shown = pairsShown(run, rater)
      const rows = await db
        .selectFrom('evaluation_ratings')
        .select('key')
        .where('run_id', '=', run.runId)
        .where('rater', '=', rater)
        .execute()
      const done = new Set(rows.map(({ key }) => key))
      const open = shown.filter(({ pair }) => !done.has(pair.id))
      const next = open.length === 0 ? undefined : open[skip % open.length]
      return {
        pair: next === undefined ? null : blindPair(next),
        rated: shown.length - open.length,
        total: shown.length,
      }
    },
    async rate(run, request) {
      const { pairId, rater, preference, left = {}, right = {} } = request
      const sided = pairsShown(run, rater).find(({ pair }) => pair.id === pairId)
      if (sided === undefined) throw new LearnPathError('LP_EVALUATION_PAIR_NOT_FOUND', { detail: pairId })
      const { pair, firstIsLeft } = sided
      const rating = judged(sided, request)
      const id = idSource.next('rate')
      const now = clock.now()
      await db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('evaluation_ratings')
          .where('run_id', '=', run.runId)
          .where('key', '=', pairId)
          .where('rater', '=', rater)
          .execute()
        await transaction
          .insertInto('evaluation_ratings')
          .values({ id, run_id: run.runId, key: pairId, rater, rating_json: JSON.stringify(rating), created_at: now })
          .execute()
      })
      const [one, other] = [pair.first, pair.second].map((at) => run.config.request.subjects[at]?.label ?? '')
      return {
        id,
        pairId,
        rater,
        preference,
        left,
        right,
        note: rating.note,
        createdAt: new Date(now).toISOString(),
        reveals: { left: (firstIsLeft ? one : other) ?? '', right: (firstIsLeft ? other : one) ?? '' },
      }
    },
    async delete(runId, ratingId) {
      const { numDeletedRows } = await db
        .deleteFrom('evaluation_ratings')
        .where('run_id', '=', runId)
        .where('id', '=', ratingId)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw new LearnPathError('LP_EVALUATION_PAIR_NOT_FOUND', { detail: ratingId })
    },
    async judgements(runId) {
      const rows = await db
        .selectFrom('evaluation_ratings')
        .select('rating_json')
        .where('run_id', '=', runId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(({ rating_json }) => JSON.parse(rating_json) as StoredRating)
    },
  }
}

const pairsShown = ({ config, answers }: RatedRun, rater: string): SidedPair[] =>
  pairsFor(rater, pairsOf(config, answers), config)

function judged({ pair, firstIsLeft }: SidedPair, request: RatePairRequest): StoredRating {
  const { pairId, rater, preference, left = {}, right = {}, note } = request
  return {
    pairId,
    rater,
    questionId: pair.question.id,
    turn: pair.turn,
    first: pair.first,
    second: pair.second,
    preference,
    firstIsLeft,
    score: scoreOf(preference, firstIsLeft),
    bothBad: preference === 'both-bad',
    points: firstIsLeft ? [left, right] : [right, left],
    note: note ?? null,
  }
}

function scoreOf(preference: PairPreference, firstIsLeft: boolean): number {
  if (preference === 'tie' || preference === 'both-bad') return 0.5
  return Number((preference === 'left') === firstIsLeft)
}
