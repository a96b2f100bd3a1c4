import { LearnPathError, type ReviewSettings, type UpdateReviewSettingsRequest } from '@learnpath/contracts'
import { currentMember } from '../../kernel/access/current-member.ts'
import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { Database, DatabaseTransaction } from '../../ports/relational-store.ts'
import { DEFAULT_WEIGHTS } from './default-weights.ts'
import { createLearnerCalendar, dayOfDate, type LearnerCalendar } from './learner-calendar.ts'

type StoredSettings = Omit<ReviewSettings, 'parameters' | 'parameterVersion'>

/** Settings in the form that scheduling reckons with. */
export interface SchedulingSettings extends ReviewSettings {
  readonly calendar: LearnerCalendar
  /** Day of the exam; null without one. */
  readonly examDay: number | null
}

export interface ReviewSettingsStore {
  read(db: Database | DatabaseTransaction): Promise<SchedulingSettings>
  /** @throws LP_REQUEST_INVALID for a time zone that is not known */
  update(db: Database, change: UpdateReviewSettingsRequest): Promise<SchedulingSettings>
  /** Call after new weights were stored. */
  forget(): void
  /** Weights of a version; equal versions give the same object. */
  weights(db: Database | DatabaseTransaction, version: number): Promise<readonly number[]>
}

/** Members whose settings are remembered. */
const MEMBERS_KEPT = 200

/** Each member's settings, read once: nobody else writes them. */
export function createReviewSettingsStore({ timeZone }: { readonly timeZone: () => string }): ReviewSettingsStore {
  const weightsOf = createBoundedCache<readonly number[]>(MEMBERS_KEPT)
  const calendars = new Map<string, LearnerCalendar>()
  const kept = createBoundedCache<SchedulingSettings>(MEMBERS_KEPT)

  function calendarOf(zone: string, hour: number): LearnerCalendar {
    const key = `${zone} ${hour}`
    const calendar = calendars.get(key) ?? createLearnerCalendar(zone, hour)
    calendars.set(key, calendar)
    return calendar
  }

  async function weights(db: Database | DatabaseTransaction, version: number): Promise<readonly number[]> {
    if (version === 0) return DEFAULT_WEIGHTS
    const key = `${currentMember()} ${version}`
    const known = weightsOf.get(key)
    if (known !== undefined) return known
    const row = await db
      .selectFrom('review_parameters')
      .select('weights_json')
      .where('member_id', '=', currentMember())
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    const stored: readonly number[] = JSON.parse(row.weights_json)
    weightsOf.set(key, stored, 1)
    return stored
  }

  async function readStored(db: Database | DatabaseTransaction): Promise<StoredSettings> {
    const row = await db
      .selectFrom('review_settings')
      .select('settings_json')
      .where('member_id', '=', currentMember())
      .executeTakeFirst()
    const changed: Partial<StoredSettings> = row === undefined ? {} : JSON.parse(row.settings_json)
    return { ...DEFAULTS, timeZone: timeZone(), ...changed }
  }

  async function read(db: Database | DatabaseTransaction): Promise<SchedulingSettings> {
    const member = currentMember()
    const known = kept.get(member)
    if (known !== undefined) return known
    const settings = await readAnew(db)
    kept.set(member, settings, 1)
    return settings
  }

  async function readAnew(db: Database | DatabaseTransaction): Promise<SchedulingSettings> {
    const stored = await readStored(db)
    const latest = await db
      .selectFrom('review_parameters')
      .select((select) => select.fn.max('version').as('version'))
      .where('member_id', '=', currentMember())
      .executeTakeFirst()
    const parameterVersion = latest?.version ?? 0
    return {
      ...stored,
      parameters: [...(await weights(db, parameterVersion))],
      parameterVersion,
      calendar: calendarOf(stored.timeZone, stored.dayStartsAtHour),
      examDay: stored.examDate === null ? null : dayOfDate(stored.examDate),
    }
  }

  return {
    read,
    weights,
    forget() {
      kept.clear()
    },
    async update(db, change) {
      if (change.timeZone !== undefined) demandTimeZone(change.timeZone)
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      await db.transaction().execute(async (transaction) => {
        const settings_json = JSON.stringify({ ...(await readStored(transaction)), ...given })
        await transaction
          .insertInto('review_settings')
          .values({ member_id: currentMember(), settings_json })
          .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ settings_json }))
          .execute()
      })
      kept.clear()
      return await read(db)
    },
  }
}

const DEFAULTS: Omit<StoredSettings, 'timeZone'> = {
  desiredRetention: 0.9,
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumIntervalDays: 36_500,
  leechLapses: 8,
  dayStartsAtHour: 4,
  examDate: null,
}

function demandTimeZone(timeZone: string): void {
  try {
    createLearnerCalendar(timeZone, 0)
  } catch (cause) {
    const detail = `timeZone: there is no time zone "${timeZone}"; write it as in Europe/Berlin`
    throw new LearnPathError('LP_REQUEST_INVALID', { detail, cause })
  }
}

/** The settings as they are shown. */
export function shownSettings({ calendar, examDay, ...settings }: SchedulingSettings): ReviewSettings {
  void calendar
  void examDay
  return settings
}
