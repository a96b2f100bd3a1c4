import autocannon from 'autocannon'
import { Pool } from 'undici'
import { percentile } from '../environment.ts'
import { seededNumbers } from './keyword-corpus.ts'
import type { Kind, Requests } from './mixed-requests.ts'

/** People who use LearnPath at the same time, each with a connection of their own. */
export const USERS = 100

interface Answered {
  readonly kind: Kind
  readonly ms: number
  /** 0: no answer came. */
  readonly status: number
}

export interface Load {
  readonly seconds: number
  readonly answered: readonly Answered[]
}

/** Everybody asks the next thing as soon as they have their answer: as much as the server can do. */
export async function inHaste(url: string, next: Requests, amount: number): Promise<Load> {
  const answered: Answered[] = []
  const { duration, errors } = await autocannon({
    url,
    connections: USERS,
    amount,
    timeout: 60,
    setupClient: (client) => {
      let asked = next()
      client.setRequests([asked])
      client.on('response', (status, _bytes, ms) => {
        answered.push({ kind: asked.kind, ms, status })
        asked = next()
        client.setRequests([asked])
      })
    },
  })
  for (let lost = 0; lost < errors; lost += 1) answered.push({ kind: 'search', ms: 0, status: 0 })
  return { seconds: duration, answered }
}

export interface Pace {
  /** Of all users together, as long as answers come faster than they think. */
  readonly perSecond: number
  readonly seconds: number
}

/** Everybody thinks before they ask the next thing, for a time drawn by lot. */
export async function atEase(url: string, next: Requests, { perSecond, seconds }: Pace): Promise<Load> {
  const pool = new Pool(url, { connections: USERS })
  const random = seededNumbers(USERS)
  const answered: Answered[] = []
  const until = performance.now() + seconds * 1000
  const meanThoughtMs = (1000 * USERS) / perSecond
  const user = async (): Promise<void> => {
    for (;;) {
      const thoughtMs = -Math.log(1 - random()) * meanThoughtMs
      if (performance.now() + thoughtMs > until) return
      await new Promise((resolve) => setTimeout(resolve, thoughtMs))
      const { kind, ...request } = next()
      const started = performance.now()
      const status = await pool.request(request).then(
        async ({ statusCode, body }) => {
          await body.dump()
          return statusCode
        },
        () => 0,
      )
      answered.push({ kind, ms: performance.now() - started, status })
    }
  }
  await Promise.all(Array.from({ length: USERS }, user))
  await pool.close()
  return { seconds, answered }
}

export const failedOf = ({ answered }: Load): number =>
  answered.filter(({ status }) => status < 200 || status > 299).length

/** Of answers of a kind, or of all. */
export function latency({ answered }: Load, share: number, kind?: Kind): number {
  const times = answered.filter((one) => one.status !== 0 && (kind === undefined || one.kind === kind))
  return percentile(
    times.map(({ ms }) => ms),
    share,
  )
}
