import type { ReviewRating } from '@learnpath/contracts'
import { currentMember } from '../../kernel/access/current-member.ts'
import { breathe } from '../../kernel/breathe.ts'
import type { HistoryReview, MemoryModel } from '../../ports/memory-model.ts'
import type { Database } from '../../ports/relational-store.ts'
import { DEFAULT_WEIGHTS } from './default-weights.ts'
import { NEW_MEMORY } from './replay-history.ts'
import type { ReviewsDependencies } from './reviews-dependencies.ts'
import { rowsInPages } from './rows-in-pages.ts'
import type { SchedulingContext } from './schedule-review.ts'

/** Below that the default weights, fitted to many people, are the better guess. */
const REVIEWS_NEEDED = 100
/** The last part of the reviews judges weights that were fitted to the part before. */
const HELD_OUT = 0.2
/** Cards per slice of work between which others run. */
const CARDS_PER_SLICE = 50

interface WeightTrial {
  /** Null: the weights stay. */
  readonly weights: readonly number[] | null
  readonly reason: string
  /** Reviews on a later day than the one before: those that say something of memory. */
  readonly reviews: number
  readonly logLossBefore: number | null
  readonly logLossAfter: number | null
}

interface TimedReview extends HistoryReview {
  readonly place: number
}

/** Fits weights to the earlier reviews, and proposes them when they predict the later ones better than the current weights. */
export async function tryWeights(
  { store, memoryModel, weightFitter }: Pick<ReviewsDependencies, 'store' | 'memoryModel' | 'weightFitter'>,
  { weights }: Pick<SchedulingContext, 'weights'>,
): Promise<WeightTrial> {
  const { histories, places } = await readAllHistories(store.db)
  const reviews = places.length
  if (reviews < REVIEWS_NEEDED) {
    const reason = `${reviews} reviews on later days so far; ${REVIEWS_NEEDED} are needed before own weights beat the default ones`
    return { weights: null, reason, reviews, logLossBefore: null, logLossAfter: null }
  }
  const cut = places[Math.floor(reviews * (1 - HELD_OUT))] ?? 0
  const training = histories
    .map((history) => history.filter(({ place }) => place < cut))
    .filter(({ length }) => length > 0)
  // From the default weights each time: else fitting again and again to the same reviews would drift.
  const fitted = await weightFitter.fit(training, DEFAULT_WEIGHTS)
  const losses = await heldOutLosses(memoryModel, histories, [weights, fitted], cut)
  const { before, after, gain, error } = compared(losses)
  const figures = { reviews, logLossBefore: before, logLossAfter: after }
  const told = `log loss of the last ${losses.length} reviews: ${before.toFixed(4)} with the weights so far, ${after.toFixed(4)} with fitted ones`
  if (gain <= error) {
    return {
      weights: null,
      reason: `The fitted weights predict no better, or not by more than chance (${told})`,
      ...figures,
    }
  }
  return { weights: fitted, reason: `The fitted weights predict better (${told})`, ...figures }
}

/** Per card its reviews, and the places in the log of all that come on a later day than the one before, in order. */
async function readAllHistories(db: Database): Promise<{ histories: TimedReview[][]; places: number[] }> {
  const query = db
    .selectFrom('review_log')
    .select(['sequence', 'card_id', 'at', 'day', 'rating'])
    .where('undone_at', 'is', null)
  const read = await rowsInPages(
    async (after, limit) => await query.where('sequence', '>', after).orderBy('sequence').limit(limit).execute(),
    ({ sequence }) => sequence,
  )
  // Imported reviews were done before others that stand before them in the log.
  const rows = read.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
  const histories = new Map<string, TimedReview[]>()
  const lastDays = new Map<string, number>()
  const places: number[] = []
  for (const [place, { card_id, day, rating }] of rows.entries()) {
    const elapsedDays = Math.max(0, day - (lastDays.get(card_id) ?? day))
    lastDays.set(card_id, day)
    const history = histories.get(card_id) ?? []
    history.push({ rating, elapsedDays, place })
    histories.set(card_id, history)
    if (elapsedDays > 0) places.push(place)
  }
  return { histories: [...histories.values()], places }
}

type LossPair = readonly [before: number, after: number]

/** Mean losses, what is gained from the one to the other, and the standard error of the gain. */
function compared(losses: readonly LossPair[]): { before: number; after: number; gain: number; error: number } {
  const count = Math.max(1, losses.length)
  const mean = (of: (pair: LossPair) => number) => losses.reduce((sum, pair) => sum + of(pair), 0) / count
  const gain = mean(([before, after]) => before - after)
  const variance = mean(([before, after]) => (before - after - gain) ** 2)
  return {
    before: mean(([before]) => before),
    after: mean(([, after]) => after),
    gain,
    error: Math.sqrt(variance / count),
  }
}

/** Loss of each held-out review with either weights. */
async function heldOutLosses(
  memoryModel: MemoryModel,
  histories: readonly (readonly TimedReview[])[],
  [before, after]: readonly [readonly number[], readonly number[]],
  cut: number,
): Promise<LossPair[]> {
  const pairs: LossPair[] = []
  for (const [index, history] of histories.entries()) {
    const old = cardLosses(memoryModel, history, before, cut)
    const fitted = cardLosses(memoryModel, history, after, cut)
    for (const [place, loss] of old.entries()) pairs.push([loss, fitted[place] ?? loss])
    if (index % CARDS_PER_SLICE === CARDS_PER_SLICE - 1) await breathe()
  }
  return pairs
}

function cardLosses(
  memoryModel: MemoryModel,
  history: readonly TimedReview[],
  weights: readonly number[],
  cut: number,
): number[] {
  const wish = { weights, retention: 0.9, maximumIntervalDays: 36_500 }
  const losses: number[] = []
  let memory = NEW_MEMORY
  for (const { rating, elapsedDays, place } of history) {
    if (place >= cut && elapsedDays > 0 && memory.stability !== null) {
      losses.push(lossOf(memoryModel.recall(memory.stability, elapsedDays, weights), rating))
    }
    memory = memoryModel.review(memory, elapsedDays, rating, wish).memory
  }
  return losses
}

function lossOf(predicted: number, rating: ReviewRating): number {
  const chance = Math.min(1 - 1e-6, Math.max(1e-6, predicted))
  return -Math.log(rating === 'again' ? 1 - chance : chance)
}

interface AdoptedWeights extends Pick<WeightTrial, 'reviews' | 'logLossBefore' | 'logLossAfter'> {
  readonly weights: readonly number[]
  readonly at: number
  readonly version: number
}

/** Makes the weights the current ones. */
export async function adoptWeights(
  db: Database,
  { weights, at, version, reviews, logLossBefore, logLossAfter }: AdoptedWeights,
): Promise<void> {
  await db
    .insertInto('review_parameters')
    .values({
      member_id: currentMember(),
      version,
      weights_json: JSON.stringify(weights),
      fitted_at: at,
      reviews,
      log_loss_before: logLossBefore ?? 0,
      log_loss_after: logLossAfter ?? 0,
    })
    .execute()
}
