import type { ReviewSettings, UpdateReviewSettingsRequest } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface SettingsOptions {
  readonly retention?: number
  readonly newPerDay?: number
  readonly reviewsPerDay?: number
  readonly maximumInterval?: number
  readonly leechLapses?: number
  readonly dayStart?: number
  readonly timeZone?: string
  /** ISO date, or `none`. */
  readonly exam?: string
}

/** Changes what is given, and shows how reviews are scheduled. */
export async function reviewSettings(terminal: Terminal, options: SettingsOptions): Promise<number> {
  const body = changeOf(options)
  const isChange = Object.keys(body).length > 0
  const settings = await withConnection({ ingest: false }, async ({ client }) =>
    isChange ? await client.call('updateReviewSettings', { body }) : await client.call('getReviewSettings'),
  )
  terminal.result(settings)
  for (const line of tableLines(rowsOf(settings))) terminal.line(line)
  return 0
}

function changeOf(options: SettingsOptions): UpdateReviewSettingsRequest {
  const { retention, newPerDay, reviewsPerDay, maximumInterval, leechLapses, dayStart, timeZone, exam } = options
  return {
    ...(retention === undefined ? {} : { desiredRetention: retention }),
    ...(newPerDay === undefined ? {} : { newPerDay }),
    ...(reviewsPerDay === undefined ? {} : { reviewsPerDay }),
    ...(maximumInterval === undefined ? {} : { maximumIntervalDays: maximumInterval }),
    ...(leechLapses === undefined ? {} : { leechLapses }),
    ...(dayStart === undefined ? {} : { dayStartsAtHour: dayStart }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(exam === undefined ? {} : { examDate: exam === 'none' ? null : exam }),
  }
}

const rowsOf = (settings: ReviewSettings): string[][] => [
  ['Retention wished', `${Math.round(settings.desiredRetention * 100)} %`],
  ['New cards a day', String(settings.newPerDay)],
  ['Reviews a day', String(settings.reviewsPerDay)],
  ['Longest interval', `${settings.maximumIntervalDays} days`],
  ['Leech', `after ${settings.leechLapses} lapses`],
  ['Day', `starts at ${settings.dayStartsAtHour}:00, ${settings.timeZone}`],
  ['Exam', settings.examDate ?? 'none'],
  ['Weights', settings.parameterVersion === 0 ? 'default' : `fitted, version ${settings.parameterVersion}`],
]

/** Fits the weights of the memory model to one's own reviews. */
export async function optimizeReviews(terminal: Terminal): Promise<number> {
  const outcome = await withConnection({ ingest: false }, async ({ client }) => await client.call('optimizeReviews'))
  terminal.result(outcome)
  terminal.line(`${outcome.changed ? 'New weights are in use.' : 'The weights stay.'} ${outcome.reason}.`)
  return 0
}

/** Shows the reviews to expect. */
export async function forecastReviews(
  terminal: Terminal,
  query: { readonly days: number; readonly deck?: string },
): Promise<number> {
  const forecast = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('reviewForecast', { query: { ...query } }),
  )
  terminal.result(forecast)
  const most = Math.max(1, ...forecast.days.map(({ reviews }) => reviews))
  const rows = forecast.days.map(({ date, reviews, minutes }) => [
    date,
    String(reviews),
    `${minutes} min`,
    '█'.repeat(Math.round((reviews / most) * BAR)),
  ])
  for (const line of tableLines(rows)) terminal.line(line)
  return 0
}

const BAR = 40
